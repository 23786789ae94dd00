import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { KnownEntities } from './KnownEntities';

const REF = 'component:default/orders';
const SECOND = 1000;

describe('what is known of the entities in the mesh', () => {
  let clock: number;
  let service: string;
  let entities: KnownEntities;
  let readAlone: jest.SpyInstance;
  let readAll: jest.SpyInstance;
  let lost: boolean;

  beforeEach(() => {
    clock = 0;
    service = 'shop/orders';
    lost = false;
    const now = () =>
      catalogServiceMock({
        entities: [
          component('orders', { 'meshway.dev/service': service }),
          component('library', {}),
        ],
      });
    const catalog = catalogServiceMock();
    readAlone = jest
      .spyOn(catalog, 'getEntityByRef')
      .mockImplementation(async (...asked) => {
        if (lost) throw new Error('The catalog does not answer.');
        return await now().getEntityByRef(...asked);
      });
    readAll = jest
      .spyOn(catalog, 'streamEntities')
      .mockImplementation(async function* pages(...asked) {
        if (lost) throw new Error('The catalog does not answer.');
        yield* now().streamEntities(...asked);
      });
    entities = new KnownEntities({
      catalog,
      auth: mockServices.auth(),
      now: () => new Date(clock),
    });
  });

  const found = async (ref = REF) => {
    const entity = await entities.find(ref);
    // What began beside the answer comes to its end.
    await new Promise(setImmediate);
    return entity?.metadata.annotations?.['meshway.dev/service'];
  };

  it('is read once for all who look, and again while they do', async () => {
    await expect(found()).resolves.toBe('shop/orders');
    service = 'shop/orders-v2';
    clock = 29 * SECOND;
    await expect(found()).resolves.toBe('shop/orders');
    expect(readAlone).toHaveBeenCalledTimes(1);
    expect(readAll).toHaveBeenCalledTimes(1);
    clock = 30 * SECOND;
    await expect(found()).resolves.toBe('shop/orders');
    await expect(found()).resolves.toBe('shop/orders-v2');
    expect(readAlone).toHaveBeenCalledTimes(1);
    expect(readAll).toHaveBeenCalledTimes(2);
  });

  it('is never older than a minute', async () => {
    await found();
    service = 'shop/orders-v2';
    clock = 60 * SECOND;
    await expect(found()).resolves.toBe('shop/orders-v2');
  });

  it('leaves out what is new or not in the mesh, so that the catalog is asked', async () => {
    await found();
    expect(await entities.find('component:default/library')).toMatchObject({
      metadata: { name: 'library' },
    });
    expect(await entities.find('component:default/none')).toBeUndefined();
    expect(readAlone).toHaveBeenCalledTimes(3);
  });

  it('serves while the catalog is away, and then its error is told', async () => {
    await found();
    lost = true;
    clock = 59 * SECOND;
    await expect(found()).resolves.toBe('shop/orders');
    clock = 60 * SECOND;
    await expect(found()).rejects.toThrow('The catalog does not answer.');
    lost = false;
    await expect(found()).resolves.toBe('shop/orders');
  });
});

function component(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
  };
}
