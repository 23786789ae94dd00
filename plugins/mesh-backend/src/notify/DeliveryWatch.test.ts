import { mockServices } from '@backstage/backend-test-utils';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import type { ClusterChange } from '../clusters/Clusters';
import { entityServices } from '../views/entityServices';
import { DeliveryWatch } from './DeliveryWatch';
import type { OwnedServices } from './MeshEntities';
import type { Notice, NoticeEvent } from './Notice';
import { recordedView } from '../testing/recordedView';

const OWNERS = ['group:default/shop-team'];

/** Ten minutes after the pause of the recorded canary began. */
const START = Date.parse('2026-11-20T19:49:18Z');
const MINUTE_MS = 60_000;

function owned(name: string, namespace = 'shop'): OwnedServices {
  return {
    services: entityServices({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name,
        annotations: { 'meshway.dev/service': `${namespace}/checkout` },
      },
    }),
    owners: OWNERS,
  };
}

describe('DeliveryWatch', () => {
  let now: number;
  let clockReadings = 0;
  let view: ServiceView;
  let entities: OwnedServices[];
  let looks: string[];
  let sent: { entityRef: string; event: NoticeEvent }[];
  let reachable: boolean;
  let catalogFails: boolean;
  let tell: (change: ClusterChange) => void;
  let watch: DeliveryWatch;
  const logger = mockServices.logger.mock();

  /** Until the watch has looked around several times: it asks for the time whenever it does. */
  async function settle() {
    const end = clockReadings + 40;
    while (clockReadings < end) {
      await new Promise(resolve => setTimeout(resolve, 1));
    }
  }

  function change(kind: 'Rollout' | 'Pod', namespace = 'shop') {
    tell({
      cluster: 'lab',
      change: { kind, namespace, name: 'checkout', object: undefined },
    });
  }

  async function start(events: NoticeEvent[] = ['waits', 'aborted']) {
    watch = new DeliveryWatch({
      entities: {
        list: async () => {
          if (catalogFails) throw new Error('catalog is down');
          return entities;
        },
      },
      clusters: {
        onChange: listener => {
          tell = listener;
          return () => {};
        },
      },
      services: {
        locate: async ({ entityRef }) => {
          looks.push(entityRef);
          return [{ view }];
        },
      },
      sender: {
        send: async ({ event }: Notice, { entityRef }) => {
          if (reachable) sent.push({ entityRef, event });
          return reachable;
        },
      },
      events: new Set(events),
      logger,
      now: () => {
        clockReadings += 1;
        return new Date(now);
      },
      lookMs: 1,
    });
    watch.start();
    await settle();
  }

  beforeEach(() => {
    now = START;
    view = recordedView('paused-step1-weight20');
    entities = [owned('checkout')];
    looks = [];
    sent = [];
    reachable = true;
    catalogFails = false;
  });

  afterEach(() => watch.stop());

  it('tells of what happens after it was there, once', async () => {
    await start();
    expect(sent).toEqual([
      { entityRef: 'component:default/checkout', event: 'waits' },
    ]);
    view = recordedView('aborted-settled');
    change('Rollout');
    await settle();
    change('Rollout');
    await settle();
    expect(sent.map(({ event }) => event)).toEqual(['waits', 'aborted']);
  });

  it('looks only at entities that a change concerns, and only when it moves a delivery', async () => {
    entities = [owned('checkout'), owned('elsewhere', 'exp')];
    await start();
    looks.length = 0;
    change('Pod');
    change('Rollout', 'third');
    await settle();
    expect(looks).toEqual([]);
    change('Rollout');
    change('Rollout');
    await settle();
    expect(looks).toEqual(['component:default/checkout']);
  });

  it('looks at all when a cluster comes, and at an entity when it joins', async () => {
    await start();
    looks.length = 0;
    tell({ cluster: 'lab' });
    await settle();
    entities = [owned('checkout'), owned('second')];
    now += MINUTE_MS;
    await settle();
    expect(looks).toEqual([
      'component:default/checkout',
      'component:default/second',
    ]);
  });

  it('leaves out what nobody asked for', async () => {
    await start(['failed']);
    expect(looks).toHaveLength(1);
    expect(sent).toEqual([]);
  });

  it('tries again in a minute what could not be sent', async () => {
    reachable = false;
    await start();
    reachable = true;
    change('Pod');
    await settle();
    expect(sent).toEqual([]);
    now += MINUTE_MS;
    await settle();
    expect(sent).toHaveLength(1);
  });

  it('tells of drift that lasts though nothing else changes', async () => {
    view = recordedView('weight-overwritten-by-hand');
    await start(['drifts']);
    expect(sent).toEqual([]);
    now += 2 * MINUTE_MS;
    await settle();
    expect(sent.map(({ event }) => event)).toEqual(['drifts']);
  });

  it('goes on when the catalog or a view fails', async () => {
    await start();
    catalogFails = true;
    now += MINUTE_MS;
    await settle();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('The catalog cannot be read'),
      { cause: 'Error: catalog is down' },
    );
    view = undefined as never;
    change('Rollout');
    await settle();
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('could not be looked at'),
      expect.objectContaining({ entityRef: 'component:default/checkout' }),
    );
    view = recordedView('aborted-settled');
    change('Rollout');
    await settle();
    expect(sent.map(({ event }) => event)).toEqual(['waits', 'aborted']);
  });
});
