import {
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  MESH_CLUSTER_ANNOTATION,
  MESH_SERVICE_ANNOTATION,
  parseServiceAnnotation,
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
  services: { namespace: string; name: string }[];
  /** The one cluster to look in; every cluster without it. */
  cluster?: string;
}

/**
 * Reads the services that an entity names. Throws a NotFoundError when it names none, an InputError when they
 * cannot be understood.
 */
export function entityServices(entity: Entity): EntityServices {
  const entityRef = stringifyEntityRef(entity);
  const { annotations = {} } = entity.metadata;
  const named = annotations[MESH_SERVICE_ANNOTATION]?.trim();
  if (!named) {
    throw new NotFoundError(
      `${entityRef} names no service of the mesh. Add the annotation ${MESH_SERVICE_ANNOTATION}: <namespace>/<service>.`,
    );
  }
  return {
    entityRef,
    title: entity.metadata.title ?? entity.metadata.name,
    ownerRef: ownerOf(entity),
    services: parseServiceAnnotation(named),
    cluster: annotations[MESH_CLUSTER_ANNOTATION]?.trim() || undefined,
  };
}

function ownerOf(entity: Entity): string | undefined {
  return entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)
    ?.targetRef;
}
