import { MESH_OWNER_ANNOTATION } from '../annotations';
import type { ObjectLookup } from '../kubernetes';
import type { MeshSettings, NamespaceOption } from '../model';
import { askedDataPlane } from '../posture';
import { clipped } from '../service/words';
import { isSystemNamespace } from './isSystemNamespace';

const OF_NAMESPACE = 'namespace label ';

/**
 * The namespaces of a cluster in the order of their names, and what Istio does with pods that say nothing themselves.
 *
 * @public
 */
export function namespaceOptions(
  objects: ObjectLookup,
  mesh: MeshSettings,
): NamespaceOption[] {
  return objects
    .list('Namespace')
    .map((namespace): NamespaceOption => {
      const { name, annotations } = namespace.metadata;
      const { dataPlane, by } = askedDataPlane({}, namespace);
      const owner = annotations?.[MESH_OWNER_ANNOTATION];
      return {
        name,
        dataPlane: dataPlane === 'unknown' ? 'none' : dataPlane,
        ...(by.startsWith(OF_NAMESPACE) && {
          by: by.slice(OF_NAMESPACE.length),
        }),
        ...(owner && { owner: clipped(owner) }),
        ...(isSystemNamespace(name, mesh) && { system: true as const }),
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
