import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import type { EntityServicesQuery } from '@meshway/plugin-mesh-common';
import express from 'express';
import type { ClusterChange } from '../clusters/Clusters';
import type { EntityServices } from '../views/entityServices';
import { EventStream } from './EventStream';
import { ViewStreams } from './ViewStreams';

function following(query: EntityServicesQuery): EntityServices {
  return {
    entityRef: 'component:default/a',
    title: 'a',
    annotations: {},
    query,
  };
}

/** A browser that stays. */
function browser(): EventStream {
  return { send: () => {}, onClose: () => {}, end: () => {} } as never;
}

const LABELS = {
  by: 'labels',
  selector: 'app=a',
  requirements: [{ key: 'app', operator: 'in', values: ['a'] }],
} satisfies EntityServicesQuery;

describe('ViewStreams', () => {
  describe('computes a view anew', () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    /** Whether a change makes it look again, before it would by itself. */
    async function looksAgain(
      query: EntityServicesQuery,
      cluster: string | undefined,
      namespace: string | undefined,
    ): Promise<boolean> {
      let tell: (change: ClusterChange) => void = () => {};
      let views = 0;
      const streams = new ViewStreams({
        views: {
          view: async () => {
            views += 1;
            return {};
          },
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
      streams.connect(following(query), browser());
      await jest.advanceTimersByTimeAsync(1000);
      expect(views).toBe(1);
      tell({
        cluster,
        change: namespace
          ? { kind: 'Pod', namespace, name: 'a', object: undefined }
          : undefined,
      });
      await jest.advanceTimersByTimeAsync(1000);
      streams.close();
      return views === 2;
    }

    it.each<
      [
        string,
        EntityServicesQuery,
        [string | undefined, string | undefined, boolean][],
      ]
    >([
      [
        'of services that are named',
        {
          clusters: ['east', 'west'],
          by: 'name',
          services: [
            { namespace: 'shop', name: 'a' },
            { namespace: 'pay', name: 'a' },
          ],
        },
        [
          ['east', 'shop', true],
          ['west', 'pay', true],
          ['west', 'other', false],
          ['north', 'shop', false],
          ['north', undefined, false],
          ['west', undefined, true],
          [undefined, undefined, true],
        ],
      ],
      [
        'of what has labels anywhere',
        LABELS,
        [
          ['east', 'shop', true],
          ['north', 'other', true],
          ['north', undefined, true],
        ],
      ],
      [
        'of what has labels in one namespace',
        { ...LABELS, namespace: 'shop', clusters: ['east'] },
        [
          ['east', 'shop', true],
          ['east', 'other', false],
          ['east', undefined, true],
          ['west', 'shop', false],
        ],
      ],
    ])('%s', async (_, query, changes) => {
      for (const [cluster, namespace, expected] of changes) {
        expect([
          cluster,
          namespace,
          await looksAgain(query, cluster, namespace),
        ]).toEqual([cluster, namespace, expected]);
      }
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
          following({ by: 'name', services: [] }),
          new EventStream(res, { now: new Date() }),
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
