import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { MESH_OWNER_ANNOTATION } from '@meshway/plugin-mesh-common';
import { placeOf, type Manifest } from './Manifest';
import type { NamespaceState } from './ManifestCluster';

/**
 * Why somebody may not have a manifest applied by the portal, whose account may do more than they: only what does not
 * exist yet and what the cluster says is theirs is for them. Undefined when they may.
 *
 * @param state - its namespace, or the Namespace that it is, as it stands
 * @param ownership - entity references of the caller and their groups
 */
export function whyNotYours(
  manifest: Manifest,
  state: NamespaceState,
  ownership: readonly string[],
): string | undefined {
  const place = placeOf(manifest);
  const isNamespace = manifest.kind === 'Namespace';
  const named = isNamespace
    ? manifest.annotations[MESH_OWNER_ANNOTATION]
    : undefined;
  if (!state.exists) {
    return isNamespace && !normalized(named)
      ? `It says of nobody that the namespace is theirs, so nobody could apply anything to it later. Add the annotation ${MESH_OWNER_ANNOTATION}, such as group:default/payments-team.`
      : undefined;
  }
  const owner = normalized(state.owner);
  if (!owner) {
    return `Namespace ${place} exists and does not say whose it is, so nothing is applied to it from here. Have the annotation ${MESH_OWNER_ANNOTATION} with your team added to it, or choose another namespace.`;
  }
  if (!ownership.some(ref => normalized(ref) === owner)) {
    return `Namespace ${place} belongs to ${owner}, and you do not. Ask them to apply it, or choose another namespace.`;
  }
  if (isNamespace && normalized(named) !== owner) {
    return `Namespace ${place} belongs to ${owner}, and that does not change from here. Write ${MESH_OWNER_ANNOTATION}: ${owner} into the file.`;
  }
  return undefined;
}

/** As consent to decisions reads it, so that an owner of a namespace is the same everywhere. */
function normalized(ref: unknown): string | undefined {
  if (typeof ref !== 'string' || !ref) return undefined;
  try {
    return stringifyEntityRef(
      parseEntityRef(ref.trim(), { defaultKind: 'group' }),
    );
  } catch {
    return undefined;
  }
}
