import type { MeshKind, ObjectOf } from './parseObject';

/**
 * The objects of one cluster, as they were last heard.
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
}
