import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  MESH_SERVICE_ANNOTATION,
  parseEntityServices,
  type EntityServicesQuery,
} from '@meshway/plugin-mesh-common';

/**
 * What an entity says of itself. Whoever can register an entity can say anything here, so it is good for
 * reading and never gives the right to decide.
 */
export interface EntityServices {
  entityRef: string;
  /** Title or name. */
  title: string;
  ownerRef?: string;
  annotations: Record<string, string>;
  /** What the annotations say of its services and of the clusters they are in. */
  query: EntityServicesQuery;
}

/**
 * Reads how the services of an entity are found. Throws a NotFoundError when it says nothing of them, an
 * InputError when it cannot be understood.
 */
export function entityServices(entity: Entity): EntityServices {
  const entityRef = stringifyEntityRef(entity);
  const { annotations = {} } = entity.metadata;
  const query = parseEntityServices(annotations);
  if (!query) {
    throw new NotFoundError(
      `${entityRef} names no service of the mesh. Add the annotation ${MESH_SERVICE_ANNOTATION}: <namespace>/<service>.`,
    );
  }
  return {
    entityRef,
    title: entity.metadata.title ?? entity.metadata.name,
    ownerRef: ownerOf(entity),
    annotations,
    query,
  };
}

function ownerOf(entity: Entity): string | undefined {
  return entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)
    ?.targetRef;
}
