import { MESH_RESOURCES, type MeshKind } from '@meshway/plugin-mesh-common';

/**
 * Path of a collection on the API server, or of one object or its status in it.
 */
export function resourcePath(
  kind: MeshKind,
  object?: { namespace: string; name: string; subresource?: 'status' },
): string {
  const { group, version, plural } = MESH_RESOURCES[kind];
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  if (!object) return `${root}/${plural}`;
  const path = [
    'namespaces',
    encodeURIComponent(object.namespace),
    plural,
    encodeURIComponent(object.name),
    ...(object.subresource ? [object.subresource] : []),
  ].join('/');
  return `${root}/${path}`;
}
