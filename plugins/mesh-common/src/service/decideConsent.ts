import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { MESH_ENTITY_ANNOTATION, MESH_OWNER_ANNOTATION } from '../annotations';
import type {
  Deployment,
  Namespace,
  Rollout,
  StatefulSet,
  VirtualService,
} from '../kubernetes';
import type { Consent } from '../model';

/**
 * An object that a decision can be about.
 *
 * @public
 */
export type DecidedObject = Rollout | Deployment | StatefulSet | VirtualService;

/**
 * Whether the cluster agrees that this entity decides about these objects: each of them names the
 * entity, or their Namespace names the entity's owner.
 *
 * The annotations of the entity itself never count: whoever may register an entity can write them.
 *
 * @public
 */
export function decideConsent(input: {
  entityRef: string;
  ownerRef?: string;
  /** What a decision would change, all in `namespace`. */
  about: DecidedObject[];
  namespace?: Namespace;
  /** The operator's word that the catalog is reviewed. */
  trustCatalog: boolean;
}): Consent {
  const { about, namespace, trustCatalog } = input;
  if (trustCatalog) {
    return { given: true, by: 'the portal, which trusts its catalog' };
  }
  const entityRef = normalize(input.entityRef, 'component');
  const line = `${MESH_ENTITY_ANNOTATION}: ${entityRef ?? input.entityRef}`;
  const named = about.map(({ kind, metadata }) => ({
    title: `${kind} ${metadata.namespace}/${metadata.name}`,
    value: metadata.annotations?.[MESH_ENTITY_ANNOTATION],
  }));
  const silent = named.find(
    ({ value }) => !entityRef || normalize(value, 'component') !== entityRef,
  );
  if (!silent && named.length > 0) {
    return {
      given: true,
      by: `${MESH_ENTITY_ANNOTATION} on ${named.map(n => n.title).join(', ')}`,
    };
  }
  const owner = normalize(input.ownerRef, 'group');
  const namespaceOwner =
    namespace?.metadata.annotations?.[MESH_OWNER_ANNOTATION];
  if (
    owner &&
    about.length > 0 &&
    normalize(namespaceOwner, 'group') === owner
  ) {
    return {
      given: true,
      by: `${MESH_OWNER_ANNOTATION} on Namespace ${namespace!.metadata.name}`,
    };
  }
  if (!silent) {
    return {
      given: false,
      reason: 'No workload stands behind this service.',
      line,
    };
  }
  return {
    given: false,
    reason: silent.value
      ? `${silent.title} names another entity, ${silent.value}: only that one may decide.`
      : `${silent.title} does not say that this entity may decide about it.`,
    line,
  };
}

function normalize(
  ref: string | undefined,
  defaultKind: string,
): string | undefined {
  if (!ref) return undefined;
  try {
    return stringifyEntityRef(parseEntityRef(ref.trim(), { defaultKind }));
  } catch {
    return undefined;
  }
}
