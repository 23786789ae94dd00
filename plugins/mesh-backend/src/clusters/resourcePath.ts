import { MESH_RESOURCES, type MeshKind } from '@meshway/plugin-mesh-common';

/**
 * Path of a collection on the API server, of all namespaces or of one, or of one object or its status.
 *
 * @param at - `version` is the preferred one when it is not given
 */
export function resourcePath(
  kind: MeshKind,
  at: {
    version?: string;
    namespace?: string;
    name?: string;
    subresource?: 'status';
  } = {},
): string {
  const { group, versions, plural } = MESH_RESOURCES[kind];
  const { version = versions[0], namespace, name, subresource } = at;
  return [
    group ? `/apis/${group}/${version}` : `/api/${version}`,
    ...(namespace === undefined
      ? []
      : ['namespaces', encodeURIComponent(namespace)]),
    plural,
    ...(name === undefined ? [] : [encodeURIComponent(name)]),
    ...(subresource ? [subresource] : []),
  ].join('/');
}
