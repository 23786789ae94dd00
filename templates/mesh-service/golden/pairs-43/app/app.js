import { createServer } from 'node:http';
import { Counter, Registry, collectDefaultMetrics } from 'prom-client';

/** The service: what it answers, whether it is well, and its metrics. `ready` says whether it may be sent requests. */
export function createApp({ name, version, ready = () => true }) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'app_requests_total',
    help: 'Requests that were answered',
    labelNames: ['path', 'code'],
    registers: [registry],
  });

  const pages = {
    '/': () => ({ message: `Hello from ${name} ${version}` }),
    '/version': () => ({ name, version }),
    '/livez': () => ({ status: 'alive' }),
    '/readyz': () => (ready() ? { status: 'ready' } : undefined),
  };

  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/metrics') {
      response.setHeader('Content-Type', registry.contentType);
      response.end(await registry.metrics());
      return;
    }
    const page = Object.hasOwn(pages, pathname) ? pages[pathname] : undefined;
    const body = page?.();
    const [code, answer] =
      page === undefined
        ? [404, { error: 'There is no such page' }]
        : body === undefined
        ? [503, { status: 'not ready' }]
        : [200, body];
    requests.inc({ path: page ? pathname : 'other', code });
    response.writeHead(code, { 'Content-Type': 'application/json' });
    response.end(`${JSON.stringify(answer)}\n`);
  });
}
