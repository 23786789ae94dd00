import { createServer, type Server } from 'node:http';
import type { ProxyRegistry } from './proxyRegistry.ts';

/**
 * Serves `/targets` (Prometheus `http_sd`), `/metrics/<namespace>/<pod>` and
 * `/healthz` (200 once every kind has been listed).
 */
export function metricsServer(
  proxies: ProxyRegistry,
  ready: () => boolean,
): Server {
  return createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    const answer = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type }).end(body);
    if (request.method !== 'GET') {
      answer(405, 'text/plain', 'only GET\n');
    } else if (path === '/healthz') {
      answer(
        ready() ? 200 : 503,
        'text/plain',
        ready() ? 'ok\n' : 'waiting for the API server\n',
      );
    } else if (path === '/targets') {
      const address = `127.0.0.1:${request.socket.localPort}`;
      answer(200, 'application/json', JSON.stringify(proxies.targets(address)));
    } else if (path.startsWith('/metrics/')) {
      const text = proxies.exposition(path.slice('/metrics/'.length));
      answer(
        text === undefined ? 404 : 200,
        'text/plain; version=0.0.4; charset=utf-8',
        text ?? 'no such proxy\n',
      );
    } else {
      answer(404, 'text/plain', 'not found\n');
    }
  });
}
