import {
  lookupOf,
  MESH_RESOURCES,
  parseObject,
  type MeshKind,
  type MeshObject,
  type ObjectLookup,
} from '../../kubernetes';
import type { ConfigObject } from '../objects/ConfigObject';

/** A cluster that holds the objects of some files; `Kind/namespace/name` is the uid of each. */
export function clusterOf(files: readonly ConfigObject[]): ObjectLookup {
  const objects: MeshObject[] = files.flatMap(
    ({ kind, namespace, name, raw }) => {
      if (!Object.hasOwn(MESH_RESOURCES, kind)) return [];
      const whole = raw as { metadata: object };
      const uid = [kind, namespace, name].filter(Boolean).join('/');
      const metadata = { uid, resourceVersion: '1', ...whole.metadata };
      return [parseObject(kind as MeshKind, { ...whole, metadata })];
    },
  );
  return lookupOf(objects);
}
