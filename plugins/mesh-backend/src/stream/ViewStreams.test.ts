import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import { EventStream } from './EventStream';
import { ViewStreams } from './ViewStreams';

describe('ViewStreams', () => {
  it('ends a stream that comes when the portal is stopping, which would wait for it', async () => {
    const streams = new ViewStreams({
      views: {
        view: async () => {
          throw new Error('Nobody asks for this.');
        },
      } as never,
      clusters: { onChange: () => () => {} } as never,
      decisions: { onChange: () => () => {} } as never,
      logger: mockServices.logger.mock(),
    });
    const server = createServer(
      express().get('/', (_req, res) => {
        streams.connect(
          { entityRef: 'component:default/a', title: 'a', services: [] },
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
