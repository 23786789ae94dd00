import { json, ScriptedServer } from '../testing/ScriptedServer';
import { Discovery } from './Discovery';

function serves(...plurals: string[]) {
  return json(200, {
    kind: 'APIResourceList',
    resources: plurals.flatMap(name => [{ name }, { name: `${name}/status` }]),
  });
}

const notServed = json(404, { kind: 'Status', code: 404, message: 'gone' });
const signal = new AbortController().signal;

describe('Discovery', () => {
  let server: ScriptedServer;
  let discovery: Discovery;
  let now: number;

  beforeEach(async () => {
    server = new ScriptedServer();
    await server.start();
    now = 0;
    discovery = new Discovery({
      request: (path, aborted) =>
        fetch(`${server.url}${path}`, { signal: aborted }),
      sharedMs: 5000,
      now: () => now,
    });
  });

  afterEach(async () => {
    await server.stop();
  });

  it('takes the newest version that is served, and asks once for the kinds of a group', async () => {
    server.answers(
      notServed,
      serves('virtualservices', 'gateways'),
      serves('sidecars'),
    );
    expect(
      await Promise.all([
        discovery.versionOf('VirtualService', signal),
        discovery.versionOf('Gateway', signal),
        discovery.versionOf('Sidecar', signal),
        discovery.versionOf('ServiceEntry', signal),
      ]),
    ).toEqual(['v1beta1', 'v1beta1', 'v1alpha3', undefined]);
    expect(server.requests).toEqual([
      '/apis/networking.istio.io/v1',
      '/apis/networking.istio.io/v1beta1',
      '/apis/networking.istio.io/v1alpha3',
    ]);
  });

  it('asks again after a while', async () => {
    server.answers(notServed, serves('rollouts'));
    expect(await discovery.versionOf('Rollout', signal)).toBeUndefined();
    now = 4999;
    expect(await discovery.versionOf('Rollout', signal)).toBeUndefined();
    now = 5000;
    expect(await discovery.versionOf('Rollout', signal)).toBe('v1alpha1');
  });

  it('never asks for what every API server serves', async () => {
    expect(await discovery.versionOf('Pod', signal)).toBe('v1');
    expect(await discovery.versionOf('Deployment', signal)).toBe('v1');
    expect(server.requests).toEqual([]);
  });

  it('leaves it to the list where it may not look', async () => {
    server.answers(json(403, { kind: 'Status', code: 403 }));
    expect(await discovery.versionOf('Telemetry', signal)).toBe('v1');
  });

  it.each([
    ['the API server is not ready', json(503, { kind: 'Status', code: 503 })],
    [
      'the portal does not know the cluster',
      json(404, { error: { name: 'NotFoundError', message: 'no cluster' } }),
    ],
  ])('does not take a kind for missing when %s', async (_, answer) => {
    server.answers(answer, serves('rollouts'));
    await expect(discovery.versionOf('Rollout', signal)).rejects.toThrow();
    expect(await discovery.versionOf('Rollout', signal)).toBe('v1alpha1');
  });
});
