import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { parseObject, type MeshKind } from '@meshway/plugin-mesh-common';
import express from 'express';
import type { ClusterChange } from '../clusters/Clusters';
import { FakeClusters } from '../testing/FakeClusters';
import type { EntityServices } from '../views/entityServices';
import { ServiceViews } from '../views/ServiceViews';
import { EventStream } from './EventStream';
import { ViewStreams } from './ViewStreams';

const PRODUCTPAGE: EntityServices = {
  entityRef: 'component:default/productpage',
  title: 'productpage',
  annotations: { 'meshway.dev/service': 'bookinfo/productpage' },
  query: {
    clusters: ['lab'],
    by: 'name',
    services: [{ namespace: 'bookinfo', name: 'productpage' }],
  },
};

/** A browser that stays until it is ended. */
function browser(): EventStream & { ended: boolean } {
  const listeners: (() => void)[] = [];
  const stream = {
    ended: false,
    send: () => {},
    onClose: (listener: () => void) => listeners.push(listener),
    end: () => {
      stream.ended = true;
      for (const listener of listeners) listener();
    },
  };
  return stream as never;
}

describe('ViewStreams', () => {
  describe('of a page that is open', () => {
    const clusters = new FakeClusters();
    let tell: (change: ClusterChange) => void;
    let views: number;
    let streams: ViewStreams;

    beforeEach(() => {
      jest.useFakeTimers();
      views = 0;
      const services = new ServiceViews({ clusters, trustCatalog: false });
      streams = new ViewStreams({
        views: {
          view: async () => {
            views += 1;
            return {};
          },
          parts: (entity: EntityServices) => services.parts(entity),
        } as never,
        clusters: {
          onChange: (listener: typeof tell) => {
            tell = listener;
            return () => {};
          },
        } as never,
        decisions: { onChange: () => () => {} } as never,
        traffic: { onLate: () => () => {} },
        logger: mockServices.logger.mock(),
      });
    });

    afterEach(() => {
      streams.close();
      jest.useRealTimers();
    });

    /** Whether a change makes it look again, before it would by itself. */
    async function looksAgain(happen: () => ClusterChange): Promise<boolean> {
      const page = browser();
      streams.connect(PRODUCTPAGE, page, {
        readAgain: async () => PRODUCTPAGE,
      });
      await jest.advanceTimersByTimeAsync(1000);
      expect(views).toBe(1);
      tell(happen());
      await jest.advanceTimersByTimeAsync(1000);
      page.end();
      return views === 2;
    }

    async function looksAgainAt(
      kind: MeshKind,
      namespace: string,
      name: string,
      spec: object,
    ): Promise<boolean> {
      const object = parseObject(kind, {
        kind,
        metadata: { namespace, name, uid: name, resourceVersion: '1' },
        spec,
      });
      return await looksAgain(() => {
        clusters.store.put(object);
        return { cluster: 'lab', change: { kind, namespace, name, object } };
      });
    }

    it.each<[string, MeshKind, string, object, boolean]>([
      [
        'a VirtualService of another namespace that leads to it',
        'VirtualService',
        'edge',
        {
          hosts: ['shop.example.com'],
          http: [
            {
              route: [
                {
                  destination: {
                    host: 'productpage.bookinfo.svc.cluster.local',
                  },
                },
              ],
            },
          ],
        },
        true,
      ],
      [
        'a VirtualService of another namespace that leads elsewhere',
        'VirtualService',
        'other',
        {
          hosts: ['other'],
          http: [{ route: [{ destination: { host: 'other' } }] }],
        },
        false,
      ],
      [
        'a policy of the whole mesh',
        'PeerAuthentication',
        'istio-system',
        { mtls: { mode: 'STRICT' } },
        true,
      ],
      [
        'a policy of another namespace',
        'PeerAuthentication',
        'other',
        { mtls: { mode: 'STRICT' } },
        false,
      ],
    ])(
      'is looked at again for %s (%s) only if it is about it',
      async (_, kind, namespace, spec, expected) => {
        expect(await looksAgainAt(kind, namespace, 'added', spec)).toBe(
          expected,
        );
      },
    );

    it('does not look again at another service of its namespace', async () => {
      const spec = { selector: { app: 'other' }, ports: [{ port: 80 }] };
      expect(await looksAgainAt('Service', 'bookinfo', 'other', spec)).toBe(
        false,
      );
    });

    it('looks again when its cluster falls silent, not when another does', async () => {
      expect(await looksAgain(() => ({ cluster: 'lab' }))).toBe(true);
      views = 0;
      expect(await looksAgain(() => ({ cluster: 'other' }))).toBe(false);
    });

    it('looks again every five seconds, for metrics and for what another replica decided', async () => {
      const page = browser();
      streams.connect(PRODUCTPAGE, page, {
        readAgain: async () => PRODUCTPAGE,
      });
      await jest.advanceTimersByTimeAsync(1000);
      const before = views;
      await jest.advanceTimersByTimeAsync(5000);
      expect(views).toBe(before + 1);
      page.end();
      await jest.advanceTimersByTimeAsync(20_000);
      expect(views).toBe(before + 1);
    });

    it('ends within a minute for a reader who may not read it any more', async () => {
      const page = browser();
      let mayRead = true;
      streams.connect(PRODUCTPAGE, page, {
        readAgain: async () => {
          if (!mayRead) throw new Error('You do not hold the permission.');
          return PRODUCTPAGE;
        },
      });
      await jest.advanceTimersByTimeAsync(90_000);
      expect([page.ended, streams.clients]).toEqual([false, 1]);
      mayRead = false;
      await jest.advanceTimersByTimeAsync(60_000);
      expect([page.ended, streams.clients]).toEqual([true, 0]);
    });
  });

  it('ends a stream that comes when the portal is stopping, which would wait for it', async () => {
    const streams = new ViewStreams({
      views: {
        view: async () => {
          throw new Error('Nobody asks for this.');
        },
      } as never,
      clusters: { onChange: () => () => {} } as never,
      decisions: { onChange: () => () => {} } as never,
      traffic: { onLate: () => () => {} },
      logger: mockServices.logger.mock(),
    });
    const server = createServer(
      express().get('/', (_req, res) => {
        streams.connect(
          PRODUCTPAGE,
          new EventStream(res, { now: new Date() }),
          { readAgain: async () => PRODUCTPAGE },
        );
      }),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    streams.close();
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect(await response.text()).toBe('');

    server.close();
    await once(server, 'close');
  });
});
