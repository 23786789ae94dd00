import { DEFAULT_MESH_SETTINGS, type MeshSettings } from '../model';

/**
 * Whether a namespace belongs to Kubernetes or to Istio. `default` counts too: what lives there belongs to nobody.
 *
 * @public
 */
export function isSystemNamespace(
  name: string,
  mesh: MeshSettings = DEFAULT_MESH_SETTINGS,
): boolean {
  return (
    name === 'default' ||
    name === 'istio-system' ||
    name === mesh.rootNamespace ||
    name.startsWith('kube-')
  );
}
