import { MESH_RESOURCES, type MeshKind } from '@meshway/plugin-mesh-common';

/**
 * The RBAC rule without which a kind cannot be read, as a sentence with the lines to copy.
 *
 * @param namespace - the one that is read by itself; with none, all are
 */
export function rbacRule(kind: MeshKind, namespace?: string): string {
  const { group, plural, namespaced } = MESH_RESOURCES[kind];
  const role =
    namespace === undefined ? 'ClusterRole' : `Role in namespace ${namespace}`;
  // A Role can grant its own Namespace, but no list of them.
  const verbs =
    namespace !== undefined && !namespaced ? 'get' : 'get, list, watch';
  return [
    `Add this rule to the portal's ${role}:`,
    `- apiGroups: [${group || "''"}]`,
    `  resources: [${plural}]`,
    `  verbs: [${verbs}]`,
  ].join('\n');
}
