import type { JsonPatchOperation } from '@meshway/plugin-mesh-common';
import { bookinfo } from '../testing/bookinfo';
import { json, ScriptedServer, type Answer } from '../testing/ScriptedServer';
import { ProxiedRolloutAccess } from './ProxiedRolloutAccess';
import type { ClusterRegistry } from './ClusterRegistry';

const [ROLLOUT] = bookinfo().Rollout;
const PATCH: JsonPatchOperation[] = [
  { op: 'test', path: '/status/currentStepIndex', value: 1 },
  { op: 'remove', path: '/status/pauseConditions' },
];

function status(code: number, message: string): Answer {
  return json(code, { kind: 'Status', code, message });
}

describe('ProxiedRolloutAccess', () => {
  let server: ScriptedServer;
  let access: ProxiedRolloutAccess;

  beforeEach(async () => {
    server = new ScriptedServer();
    await server.start();
    access = new ProxiedRolloutAccess({
      clusters: {
        get: (name: string) =>
          name === 'lab'
            ? {
                request: (path: string, init: RequestInit) =>
                  fetch(`${server.url}${path}`, init),
              }
            : undefined,
        freshness: (name: string) => ({
          state: 'unavailable',
          reason: `There is no cluster ${name}.`,
        }),
      } as unknown as ClusterRegistry,
    });
  });

  afterEach(() => server.stop());

  const read = () => access.read('lab', 'bookinfo', 'productpage');
  const patch = () =>
    access.patchStatus('lab', 'bookinfo', 'productpage', PATCH);

  it('sends a JSON Patch to the status and answers with what became of it', async () => {
    let received: unknown;
    server.answers((response, request) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        received = [
          request.method,
          request.url,
          request.headers['content-type'],
          JSON.parse(body),
        ];
        response.end(JSON.stringify(ROLLOUT));
      });
    });
    expect((await patch()).status.currentStepIndex).toBe(1);
    expect(received).toEqual([
      'PATCH',
      '/apis/argoproj.io/v1alpha1/namespaces/bookinfo/rollouts/productpage/status',
      'application/json-patch+json',
      PATCH,
    ]);
  });

  it.each([
    ['a test that fails', status(422, 'rejected'), 'ConflictError'],
    ['a newer version', status(409, 'modified'), 'ConflictError'],
    ['a missing right', status(403, 'forbidden'), 'NotAllowedError'],
    ['a Rollout that is gone', status(404, 'gone'), 'NotFoundError'],
    ['an error inside', status(500, 'etcd'), 'ServiceUnavailableError'],
    [
      'the proxy that has no connection',
      json(500, { error: { message: 'connect ECONNREFUSED 127.0.0.1:1' } }),
      'ServiceUnavailableError',
    ],
    [
      'the proxy that does not let us',
      json(403, { error: { message: 'Unauthorized' } }),
      'ServiceUnavailableError',
    ],
    [
      'a broken connection',
      (response => response.socket?.destroy()) as Answer,
      'ServiceUnavailableError',
    ],
    ['nonsense', json(200, { kind: 'Pod' }), 'ServiceUnavailableError'],
  ])('tells %s from the others', async (_, answer, name) => {
    server.answers(answer);
    await expect(patch()).rejects.toMatchObject({ name });
  });

  it('knows a Rollout that is not there from a cluster that is not there', async () => {
    server.answers(
      status(404, 'not found'),
      json(404, { error: { message: "Cluster 'lab' not found" } }),
    );
    await expect(read()).resolves.toBeUndefined();
    await expect(read()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    await expect(access.read('mars', 'a', 'b')).rejects.toThrow(
      'There is no cluster mars.',
    );
  });

  it('does not take the 404 of something before the cluster for a Rollout that is gone', async () => {
    server.answers(response =>
      response.writeHead(404).end('default backend - 404'),
    );
    await expect(read()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'Cluster lab answers with status 404: default backend - 404.',
    });
  });

  it('gives up when its caller does', async () => {
    await expect(
      access.read('lab', 'a', 'b', AbortSignal.abort()),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });
});
