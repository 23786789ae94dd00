import {
  indexKeysOf,
  lookupOf,
  parseObject,
  type MeshKind,
  type MeshObject,
} from '@meshway/plugin-mesh-common';
import fc from 'fast-check';
import { ObjectStore } from './ObjectStore';

const KINDS = ['Pod', 'Service', 'DestinationRule'] as const;
const NAMESPACES = ['shop', 'bookinfo'];
const NAMES = ['orders', 'reviews'];

function keyOf(kind: MeshKind, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}

const change = fc
  .record({
    does: fc.constantFrom('put', 'put', 'remove', 'replace'),
    kind: fc.constantFrom(...KINDS),
    namespace: fc.constantFrom(...NAMESPACES),
    name: fc.constantFrom(...NAMES),
    version: fc.nat(),
    app: fc.constantFrom('orders', 'reviews'),
    owner: fc.constantFrom('a', 'b'),
    host: fc.constantFrom('orders', 'reviews.shop.svc.cluster.local', '*'),
  })
  .map(({ does, kind, namespace, name, version, app, owner, host }) => ({
    does,
    kind,
    namespace,
    name,
    object: parseObject(kind, {
      metadata: {
        name,
        namespace,
        uid: keyOf(kind, namespace, name),
        resourceVersion: String(version),
        labels: { app },
        ownerReferences: [{ kind: 'ReplicaSet', name: owner, uid: owner }],
      },
      spec: { selector: { app }, host },
    }),
  }));

describe('ObjectStore', () => {
  function put(
    store: ObjectStore,
    kind: MeshKind,
    name: string,
    namespace?: string,
  ): void {
    const uid = `${kind}/${namespace}/${name}`;
    store.put(
      parseObject(kind, {
        metadata: { name, namespace, uid, resourceVersion: '1' },
      }),
    );
  }

  it('lists a kind of one namespace, or of all when none is named', () => {
    const store = new ObjectStore({ onListenerFailure: () => {} });
    put(store, 'Service', 'orders', 'shop');
    put(store, 'Service', 'catalog', 'shop');
    put(store, 'Service', 'orders', 'test');
    put(store, 'Deployment', 'orders', 'shop');
    put(store, 'Namespace', 'shop');
    put(store, 'Namespace', 'test');

    const listed = (kind: MeshKind, namespace?: string) =>
      store
        .list(kind, namespace)
        .map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
    expect(listed('Service')).toEqual([
      'shop/orders',
      'shop/catalog',
      'test/orders',
    ]);
    expect(listed('Service', 'test')).toEqual(['test/orders']);
    expect(listed('Service', 'nowhere')).toEqual([]);
    expect(listed('Namespace')).toEqual(['/shop', '/test']);
    expect(listed('Rollout')).toEqual([]);

    store.remove('Service', 'shop', 'orders');
    store.remove('Service', 'shop', 'catalog');
    expect(listed('Service')).toEqual(['test/orders']);
  });

  it('answers like the plain objects, whatever came, changed and went', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), changes => {
        const store = new ObjectStore({ onListenerFailure: () => {} });
        const objects = new Map<string, MeshObject>();
        const keys = new Set<string>();
        for (const { kind, namespace, name, does, object } of changes) {
          const key = keyOf(kind, namespace, name);
          if (does === 'put') {
            store.put(object);
            objects.set(key, object);
            for (const one of indexKeysOf(object)) keys.add(one);
          } else if (does === 'remove') {
            store.remove(kind, namespace, name);
            objects.delete(key);
          } else {
            store.replace(kind, [object], namespace);
            for (const [known, { kind: other, metadata }] of objects) {
              if (other === kind && metadata.namespace === namespace) {
                objects.delete(known);
              }
            }
            objects.set(key, object);
            for (const one of indexKeysOf(object)) keys.add(one);
          }
        }
        const plain = lookupOf([...objects.values()]);
        const uids = (found: MeshObject[]) =>
          found.map(({ metadata }) => metadata.uid).sort();
        for (const kind of KINDS) {
          expect(uids(store.list(kind))).toEqual(uids(plain.list(kind)));
          expect(store.count(kind)).toBe(plain.list(kind).length);
          for (const namespace of NAMESPACES) {
            expect(uids(store.list(kind, namespace))).toEqual(
              uids(plain.list(kind, namespace)),
            );
            for (const name of NAMES) {
              expect(store.get(kind, namespace, name)).toBe(
                plain.get(kind, namespace, name),
              );
            }
          }
          for (const key of keys) {
            expect(uids(store.indexed(kind, key))).toEqual(
              uids(plain.indexed(kind, key)),
            );
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps an object in its place when it changes, so that a view does not change its order', () => {
    const store = new ObjectStore({ onListenerFailure: () => {} });
    const rule = (name: string, resourceVersion: string) =>
      parseObject('DestinationRule', {
        metadata: { name, namespace: 'shop', uid: name, resourceVersion },
        spec: { host: 'orders' },
      });
    store.put(rule('first', '1'));
    store.put(rule('second', '2'));
    store.put(rule('first', '3'));
    const [key] = indexKeysOf(rule('first', '3'));
    expect(
      store
        .indexed('DestinationRule', key)
        .map(({ metadata }) => `${metadata.name} ${metadata.resourceVersion}`),
    ).toEqual(['first 3', 'second 2']);
  });
});
