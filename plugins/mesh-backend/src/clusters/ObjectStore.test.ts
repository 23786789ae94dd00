import { parseObject, type MeshKind } from '@meshway/plugin-mesh-common';
import { ObjectStore } from './ObjectStore';

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
});
