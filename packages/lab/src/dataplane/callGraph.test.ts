import { readCallGraph, withDefaultClients } from './callGraph.ts';

const traffic = (document: string, namespace = 'shop') => ({
  metadata: { name: `${namespace}-traffic`, namespace },
  data: { 'traffic.yaml': document },
});

it('reads clients and calls, and resolves names in the namespace of the ConfigMap', () => {
  const graph = readCallGraph([
    traffic(`
clients:
  - {name: shoppers, host: shop.example.com, requestsPerSecond: 12}
  - {from: batch, host: catalog, headers: {X-Test: 1}}
calls:
  - {from: ui, to: catalog, port: 8080, requests: 0.5}
`),
  ]);
  expect(graph.clients).toMatchObject([
    { host: 'shop.example.com', requestsPerSecond: 12, path: '/' },
    {
      host: 'catalog.shop.svc.cluster.local',
      from: { namespace: 'shop', service: 'batch' },
      headers: { 'x-test': '1' },
    },
  ]);
  expect(graph.calls).toMatchObject([
    { host: 'catalog.shop.svc.cluster.local', port: 8080, requests: 0.5 },
  ]);
});

it('leaves out what makes no sense without silencing the rest', () => {
  const graph = readCallGraph([
    traffic('clients: [[', 'broken'),
    traffic('clients: 7\ncalls: [1, {from: a}]', 'odd'),
    traffic('clients: [{host: shop.example.com, requestsPerSecond: -3}]'),
    { metadata: { name: 'empty', namespace: 'empty' } },
  ]);
  expect(graph.calls).toEqual([]);
  expect(graph.clients).toMatchObject([{ requestsPerSecond: 1 }]);
});

it('gives a published host that nobody names users of its own', () => {
  const graph = readCallGraph([
    traffic('clients: [{host: shop.example.com, requestsPerSecond: 3}]'),
  ]);
  const { clients } = withDefaultClients(graph, [
    { host: 'shop.example.com', path: '/' },
    { host: 'payments.example.com', path: '/pay' },
  ]);
  expect(clients).toMatchObject([
    { host: 'shop.example.com', requestsPerSecond: 3 },
    { host: 'payments.example.com', path: '/pay', requestsPerSecond: 10 },
  ]);
});
