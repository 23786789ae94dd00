import { indexKeysOf } from '../service/objectIndex';
import type { ObjectLookup } from './ObjectLookup';
import type { MeshKind, MeshObject, ObjectOf } from './parseObject';

/**
 * A cluster that holds just these objects. Every look goes through all of them: for a file, a recording or a test, not
 * for a whole cluster.
 *
 * @public
 */
export function lookupOf(objects: readonly MeshObject[]): ObjectLookup {
  const ofKind = <K extends MeshKind>(kind: K) =>
    objects.filter((object): object is ObjectOf<K> => object.kind === kind);
  return {
    get: (kind, namespace, name) =>
      ofKind(kind).find(
        ({ metadata }) =>
          metadata.name === name && metadata.namespace === namespace,
      ),
    list: (kind, namespace) =>
      ofKind(kind).filter(
        ({ metadata }) =>
          namespace === undefined || metadata.namespace === namespace,
      ),
    indexed: (kind, key) =>
      ofKind(kind).filter(object => indexKeysOf(object).includes(key)),
  };
}
