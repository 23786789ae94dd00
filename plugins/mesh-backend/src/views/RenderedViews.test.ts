import { gunzipSync } from 'node:zlib';
import type {
  Decision,
  EntityMeshView,
  Freshness,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import type { EntityServices } from './entityServices';
import { RenderedViews } from './RenderedViews';

const ORDERS = { entityRef: 'component:default/orders' } as EntityServices;
function service(name: string): ServiceView {
  return { name, posture: {} } as ServiceView;
}

const CART = { entityRef: 'component:default/cart' } as EntityServices;

describe('a view that is sent', () => {
  let clock: number;
  let parts: Pick<EntityMeshView, 'services' | 'problems' | 'decisions'>;
  let heardAt: string;
  let made: number;
  let broken: boolean;
  let metrics: Freshness;
  let rendered: RenderedViews;

  beforeEach(() => {
    clock = 0;
    heardAt = 'then';
    made = 0;
    broken = false;
    metrics = { state: 'live', heardAt: 'then' };
    parts = {
      services: [service('orders')],
      problems: [],
      decisions: [{ id: 'a', updatedAt: '1' } as Decision],
    };
    rendered = new RenderedViews({
      views: {
        view: async ({ entityRef }) => {
          made += 1;
          if (broken) throw new Error('The database is gone.');
          return {
            entityRef,
            ...parts,
            services: parts.services.map(one => ({
              ...one,
              freshness: { cluster: { state: 'live', heardAt }, metrics },
            })) as ServiceView[],
            problems: [...parts.problems],
            at: new Date(clock).toISOString(),
          };
        },
      },
      now: () => new Date(clock),
    });
  });

  it('is written out once while nothing changes', async () => {
    const first = await rendered.of(ORDERS);
    expect(JSON.parse(first.json)).toMatchObject({
      entityRef: ORDERS.entityRef,
      ...parts,
      at: '1970-01-01T00:00:00.000Z',
    });
    clock = 4_999;
    heardAt = 'now';
    expect(await rendered.of(ORDERS)).toBe(first);
    expect(await rendered.of(CART)).not.toBe(first);
  });

  it('is made anew for who asks a moment later, and not sooner', async () => {
    const [one, other] = await Promise.all([
      rendered.of(ORDERS),
      rendered.of({ ...ORDERS }),
    ]);
    expect(other).toBe(one);
    clock = 99;
    await rendered.of(ORDERS);
    expect(made).toBe(1);
    clock = 100;
    await rendered.of(ORDERS);
    expect(made).toBe(2);
  });

  it('is compressed once', async () => {
    const view = await rendered.of(ORDERS);
    const [one, other] = await Promise.all([view.gzip(), view.gzip()]);
    expect(other).toBe(one);
    expect(gunzipSync(one).toString()).toBe(view.json);
  });

  it('says every few seconds when it was made, and is the same version', async () => {
    const first = await rendered.of(ORDERS);
    clock = 5_000;
    const later = await rendered.of(ORDERS);
    expect(JSON.parse(later.json).at).toBe('1970-01-01T00:00:05.000Z');
    expect(later.version).toBe(first.version);
  });

  it.each<[string, () => void]>([
    [
      'a service',
      () => {
        parts = { ...parts, services: [service('new')] };
      },
    ],
    [
      'whether it is heard',
      () => {
        metrics = { state: 'stale', heardAt: 'then', reason: 'Gone.' };
      },
    ],
    [
      'a problem',
      () => {
        const problem = { cluster: 'a', kind: 'unreachable', message: 'b' };
        parts = { ...parts, problems: [problem as never] };
      },
    ],
    [
      'a decision',
      () => {
        const decision = { id: 'b', updatedAt: '1' } as Decision;
        parts = { ...parts, decisions: [decision, ...parts.decisions] };
      },
    ],
    [
      'the state of a decision',
      () => {
        parts = {
          ...parts,
          decisions: [{ id: 'a', updatedAt: '2' } as Decision],
        };
      },
    ],
  ])('is another one when %s changed', async (_, change) => {
    const first = await rendered.of(ORDERS);
    change();
    clock = 100;
    const second = await rendered.of(ORDERS);
    expect(second.version).not.toBe(first.version);
    expect(JSON.parse(second.json)).toMatchObject(parts);
  });
});
