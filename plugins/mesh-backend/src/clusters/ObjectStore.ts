import {
  indexKeysOf,
  type IndexKey,
  type MeshKind,
  type MeshObject,
  type ObjectLookup,
  type ObjectOf,
} from '@meshway/plugin-mesh-common';
import { Subscribers } from './Subscribers';

/**
 * That an object came, changed or went.
 */
export interface ObjectChange {
  kind: MeshKind;
  /** For a Namespace its own name. */
  namespace: string;
  name: string;
  /** Undefined when it went. */
  object: MeshObject | undefined;
}

/**
 * The objects of one cluster as they were last heard, by kind, namespace and name.
 */
export class ObjectStore implements ObjectLookup {
  private readonly kinds = new Map<
    MeshKind,
    Map<string, Map<string, MeshObject>>
  >();
  /** By kind and key, then by namespace and name: an object that changes keeps its place. */
  private readonly index = new Map<string, Map<string, MeshObject>>();
  private readonly subscribers: Subscribers<ObjectChange>;

  constructor(options: { onListenerFailure: (error: unknown) => void }) {
    this.subscribers = new Subscribers(options.onListenerFailure);
  }

  get<K extends MeshKind>(
    kind: K,
    namespace: string | undefined,
    name: string,
  ): ObjectOf<K> | undefined {
    return this.kinds
      .get(kind)
      ?.get(kind === 'Namespace' ? name : namespace ?? '')
      ?.get(name) as ObjectOf<K> | undefined;
  }

  list<K extends MeshKind>(kind: K, namespace?: string): ObjectOf<K>[] {
    const byNamespace = this.kinds.get(kind);
    const chosen =
      namespace === undefined
        ? [...(byNamespace?.values() ?? [])]
        : [byNamespace?.get(namespace) ?? new Map()];
    return chosen.flatMap(byName => [...byName.values()]) as ObjectOf<K>[];
  }

  indexed<K extends MeshKind>(kind: K, key: IndexKey): ObjectOf<K>[] {
    const found = this.index.get(`${kind} ${key}`);
    return found ? ([...found.values()] as ObjectOf<K>[]) : [];
  }

  count(kind: MeshKind): number {
    let count = 0;
    for (const byName of this.kinds.get(kind)?.values() ?? []) {
      count += byName.size;
    }
    return count;
  }

  put(object: MeshObject): void {
    const { kind, metadata } = object;
    const namespace = namespaceOf(object);
    const objects = this.namespace(kind, namespace);
    const known = objects.get(metadata.name);
    objects.set(metadata.name, object);
    this.reindex(known, object);
    if (
      known?.metadata.resourceVersion !== metadata.resourceVersion ||
      known.metadata.uid !== metadata.uid
    ) {
      this.tell(kind, namespace, metadata.name, object);
    }
  }

  remove(kind: MeshKind, namespace: string, name: string): void {
    const objects = this.kinds.get(kind)?.get(namespace);
    const known = objects?.get(name);
    if (!objects || !known) return;
    objects.delete(name);
    this.reindex(known, undefined);
    if (objects.size === 0) this.kinds.get(kind)!.delete(namespace);
    this.tell(kind, namespace, name, undefined);
  }

  /** Makes these the only objects of their kind, of all namespaces or of one. Only what differs from before is told. */
  replace(kind: MeshKind, objects: MeshObject[], within?: string): void {
    const present = new Set(objects.map(objectKey));
    const gone = this.list(kind, within).filter(
      object => !present.has(objectKey(object)),
    );
    for (const object of gone) {
      this.remove(kind, namespaceOf(object), object.metadata.name);
    }
    for (const object of objects) this.put(object);
  }

  onChange(listener: (change: ObjectChange) => void): () => void {
    return this.subscribers.add(listener);
  }

  private namespace(
    kind: MeshKind,
    namespace: string,
  ): Map<string, MeshObject> {
    let byNamespace = this.kinds.get(kind);
    if (!byNamespace) {
      byNamespace = new Map();
      this.kinds.set(kind, byNamespace);
    }
    let byName = byNamespace.get(namespace);
    if (!byName) {
      byName = new Map();
      byNamespace.set(namespace, byName);
    }
    return byName;
  }

  private reindex(
    before: MeshObject | undefined,
    now: MeshObject | undefined,
  ): void {
    const keys = new Set(now && indexKeysOf(now));
    for (const key of before ? indexKeysOf(before) : []) {
      if (keys.has(key)) continue;
      const indexKey = `${before!.kind} ${key}`;
      const found = this.index.get(indexKey);
      found?.delete(objectKey(before!));
      if (found?.size === 0) this.index.delete(indexKey);
    }
    for (const key of keys) {
      const indexKey = `${now!.kind} ${key}`;
      const found = this.index.get(indexKey) ?? new Map<string, MeshObject>();
      found.set(objectKey(now!), now!);
      this.index.set(indexKey, found);
    }
  }

  private tell(
    kind: MeshKind,
    namespace: string,
    name: string,
    object: MeshObject | undefined,
  ) {
    this.subscribers.tell({ kind, namespace, name, object });
  }
}

function namespaceOf({ kind, metadata }: MeshObject): string {
  return kind === 'Namespace' ? metadata.name : metadata.namespace ?? '';
}

function objectKey(object: MeshObject): string {
  return `${namespaceOf(object)}/${object.metadata.name}`;
}
