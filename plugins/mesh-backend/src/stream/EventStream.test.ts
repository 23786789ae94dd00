import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { EventStream } from './EventStream';

const NOW = new Date('2026-11-20T12:00:00Z');

describe('EventStream', () => {
  let server: Server;
  let expiresAt: Date | undefined;
  let serve: (stream: EventStream) => void;
  let asked: () => void;

  beforeEach(async () => {
    const app = express();
    app.get('/', (_req, res) => {
      serve(new EventStream(res, { expiresAt, now: NOW }));
    });
    app.get('/too-late', (_req, res) => {
      res.once('close', () =>
        setImmediate(() => serve(new EventStream(res, { now: NOW }))),
      );
      asked();
    });
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  async function open(path = '/', signal?: AbortSignal) {
    const { port } = server.address() as AddressInfo;
    return await fetch(`http://127.0.0.1:${port}${path}`, { signal });
  }

  it('ends ten seconds before the token of its reader expires', async () => {
    expiresAt = new Date('2026-11-20T12:00:10Z');
    serve = stream => stream.send('view', '{}', '1');
    expect(await (await open()).text()).toBe(
      'id: 1\nevent: view\ndata: {}\n\n',
    );
  });

  it('sends a slow reader the newest of what it missed', async () => {
    expiresAt = undefined;
    const large = 'x'.repeat(16 * 1024 * 1024);
    serve = stream => {
      stream.send('view', large, '1');
      stream.send('view', 'missed', '2');
      stream.send('view', 'newest', '3');
    };
    const response = await open();
    const parts: string[] = [];
    for await (const part of response.body!.pipeThrough(
      new TextDecoderStream(),
    )) {
      parts.push(part);
      if (parts.slice(-2).join('').endsWith('newest\n\n')) break;
    }
    expect(parts.join('').replace(large, 'large')).toBe(
      'id: 1\nevent: view\ndata: large\n\nid: 3\nevent: view\ndata: newest\n\n',
    );
  });

  it('is over for a reader who left while it was asked whether they may read', async () => {
    const reader = new AbortController();
    const over = new Promise<void>(resolve => {
      serve = stream => stream.onClose(resolve);
    });
    asked = () => reader.abort();
    await expect(open('/too-late', reader.signal)).rejects.toThrow('aborted');
    await over;
  });
});
