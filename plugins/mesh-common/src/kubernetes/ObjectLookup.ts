import type { IndexKey } from '../service/objectIndex';
import type { MeshKind, ObjectOf } from './parseObject';

/**
 * The objects of one cluster, as they were last heard.
 *
 * What it does not have counts as not there, so ask only one in which every kind has been listed completely at least
 * once. A kind that the cluster does not serve has no objects; where one may not be read, nothing can be said.
 *
 * @public
 */
export interface ObjectLookup {
  /** `namespace` is undefined for kinds outside namespaces. */
  get<K extends MeshKind>(
    kind: K,
    namespace: string | undefined,
    name: string,
  ): ObjectOf<K> | undefined;
  /** Of all namespaces when none is given. */
  list<K extends MeshKind>(kind: K, namespace?: string): ObjectOf<K>[];
  /** Those that have this among their keys (`indexKeysOf`). */
  indexed<K extends MeshKind>(kind: K, key: IndexKey): ObjectOf<K>[];
}
