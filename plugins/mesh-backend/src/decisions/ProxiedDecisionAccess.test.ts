import type { JsonPatchOperation } from '@meshway/plugin-mesh-common';
import type { ClusterRegistry } from '../clusters/ClusterRegistry';
import { LiveObjects } from '../clusters/LiveObjects';
import { UNCOUNTED } from '../observability/MeshMetrics';
import { bookinfo } from '../testing/bookinfo';
import { json, ScriptedServer, type Answer } from '../testing/ScriptedServer';
import { ChangeRefusedError } from './ChangeRefusedError';
import { ProxiedDecisionAccess } from './ProxiedDecisionAccess';

const [ROLLOUT] = bookinfo().Rollout;
const PATCH: JsonPatchOperation[] = [
  { op: 'test', path: '/status/currentStepIndex', value: 1 },
  { op: 'remove', path: '/status/pauseConditions' },
];

function status(code: number, message: string): Answer {
  return json(code, { kind: 'Status', code, message });
}

describe('ProxiedDecisionAccess', () => {
  let server: ScriptedServer;
  let access: ProxiedDecisionAccess;
  let impersonate: boolean;
  let counted: object[];

  beforeEach(async () => {
    impersonate = false;
    counted = [];
    server = new ScriptedServer();
    await server.start();
    const clusters = {
      get: (name: string) =>
        name === 'lab'
          ? {
              settings: { impersonate },
              store: { get: () => undefined },
              complete: false,
              freshness: () => ({
                state: 'unavailable',
                reason: 'Cluster lab is being read.',
              }),
              versionOf: () => 'v1alpha1',
              request: (path: string, init: RequestInit) =>
                fetch(`${server.url}${path}`, init),
            }
          : undefined,
      freshness: (name: string) => ({
        state: 'unavailable',
        reason: `There is no cluster ${name}.`,
      }),
    } as unknown as ClusterRegistry;
    access = new ProxiedDecisionAccess({
      clusters,
      live: new LiveObjects({
        clusters,
        metrics: {
          ...UNCOUNTED,
          clusterRequest: request => counted.push(request),
        },
      }),
    });
  });

  afterEach(() => server.stop());

  const at = (cluster: string) => ({
    cluster,
    namespace: 'bookinfo',
    name: 'productpage',
  });
  const read = () => access.read('Rollout', at('lab'));
  const patch = () =>
    access.patch(
      'lab',
      {
        target: {
          kind: 'Rollout',
          namespace: 'bookinfo',
          name: 'productpage',
        },
        subresource: 'status',
        operations: PATCH,
      },
      { author: 'user:default/guest' },
    );

  it('sends a JSON Patch to the status', async () => {
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
    await patch();
    expect(received).toEqual([
      'PATCH',
      '/apis/argoproj.io/v1alpha1/namespaces/bookinfo/rollouts/productpage/status',
      'application/json-patch+json',
      PATCH,
    ]);
  });

  it('decides in the name of its author where the cluster is to judge them, too', async () => {
    impersonate = true;
    let user: unknown;
    server.answers((response, request) => {
      user = request.headers['impersonate-user'];
      response.end(JSON.stringify(ROLLOUT));
    }, status(403, 'User "user:default/guest" cannot patch'));
    await patch();
    expect(user).toBe('user:default/guest');
    await expect(patch()).rejects.toMatchObject({
      name: 'NotAllowedError',
      message:
        'user:default/guest may not patch Rollout bookinfo/productpage in cluster lab, or the portal\'s account may not act for them: User "user:default/guest" cannot patch',
    });
  });

  it('says which rule the portal’s role lacks', async () => {
    server.answers(status(403, 'forbidden'));
    await expect(patch()).rejects.toThrow(
      "The portal's account may not patch rollouts/status in namespace bookinfo of cluster lab. Add the rule { apiGroups: ['argoproj.io'], resources: [rollouts/status], verbs: [patch] } to its role.",
    );
  });

  it('is sure that nothing was changed when the cluster could not judge it, and names no address', async () => {
    server.answers(
      status(
        500,
        'Internal error occurred: failed calling webhook "validation.istio.io": failed to call webhook: Post "https://istiod.istio-system.svc:443/validate": dial tcp 10.0.0.7:443: connect: connection refused',
      ),
    );
    const error = await patch().catch(e => e);
    expect(error).toBeInstanceOf(ChangeRefusedError);
    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      message:
        'Cluster lab does not take changes of Rollout bookinfo/productpage now: its admission webhook validation.istio.io does not answer.',
    });
  });

  it('does not take what has not been read yet for everything there is', () => {
    expect(() =>
      access.objects({ cluster: 'lab', namespace: 'shop', name: 'cart' }),
    ).toThrow('Cluster lab is being read.');
  });

  it('counts what it asks the cluster for, by how it was answered', async () => {
    server.answers(json(200, ROLLOUT), status(403, 'forbidden'), (response =>
      response.socket?.destroy()) as Answer);
    await read();
    await patch().catch(() => {});
    await read().catch(() => {});
    expect(counted).toEqual([
      { cluster: 'lab', kind: 'Rollout', verb: 'read', outcome: 'ok' },
      { cluster: 'lab', kind: 'Rollout', verb: 'patch', outcome: 'refused' },
      { cluster: 'lab', kind: 'Rollout', verb: 'read', outcome: 'silent' },
    ]);
  });

  it('writes an Event of bounded length beside the object', async () => {
    let event: any;
    server.answers((response, request) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        event = { url: request.url, ...JSON.parse(body) };
        response.writeHead(201).end('{}');
      });
    });
    await access.writeEvent('lab', {
      decision: '00000000-0000-4000-8000-000000000001',
      target: { kind: 'Rollout', namespace: 'bookinfo', name: 'productpage' },
      reason: 'MeshwayPromote',
      message: 'x'.repeat(5000),
    });
    expect(event).toMatchObject({
      url: '/api/v1/namespaces/bookinfo/events',
      metadata: { name: 'meshway.00000000-0000-4000-8000-000000000001' },
      involvedObject: {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        namespace: 'bookinfo',
        name: 'productpage',
      },
      type: 'Normal',
      reason: 'MeshwayPromote',
      message: `${'x'.repeat(1023)}…`,
      source: { component: 'meshway' },
    });
  });

  it.each([
    [
      'a test that fails',
      status(
        422,
        'the server rejected our request due to an error in our request',
      ),
      'ConflictError',
    ],
    [
      'a schema that does not take it',
      status(422, 'spec.http: Invalid value: must be positive'),
      'InputError',
    ],
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
    [
      'a webhook that does not want it',
      status(400, 'admission webhook denied the request'),
      'InputError',
    ],
    [
      'a webhook that may not want it, said otherwise',
      status(403, 'admission webhook "policy.example.com" denied the request'),
      'InputError',
    ],
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
    await expect(access.read('Rollout', at('mars'))).rejects.toThrow(
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
      access.read('Rollout', at('lab'), AbortSignal.abort()),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });
});
