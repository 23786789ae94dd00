import { ResponseError } from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type {
  EntityMeshView,
  MeshApi,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import { parse } from 'yaml';
import { createMeshWaitAction } from './createMeshWaitAction';

const ORDERS = 'component:default/orders';
const LIVE = { state: 'live' as const, heardAt: '' };

interface Told {
  ready?: number;
  desired?: number;
  status?: string;
  phase?: string;
  hold?: string;
  engine?: string;
  requests?: number;
  cluster?: string;
  metrics?: object;
}

/** A view of one service, as far as the action looks at it. */
function service(told: Told = {}): ServiceView {
  const { ready = 2, desired = 2, status = 'Running' } = told;
  return {
    cluster: told.cluster ?? 'lab',
    namespace: 'orders',
    name: 'orders',
    delivery: {
      engine: told.engine ?? 'argo-rollouts',
      phase: told.phase ?? 'Healthy',
      holds: told.hold ? [{ sentence: told.hold }] : [],
    },
    revisions: [
      { role: 'old', desiredPods: 1, readyPods: 0, pods: [] },
      {
        role: 'stable',
        desiredPods: desired,
        readyPods: ready,
        pods: desired > ready ? [{ status }] : [],
      },
    ],
    ...(told.requests !== undefined && {
      signals: { requestsPerSecond: told.requests },
    }),
    freshness: { cluster: LIVE, metrics: told.metrics ?? LIVE },
  } as unknown as ServiceView;
}

function view(...services: ServiceView[]): EntityMeshView {
  return { entityRef: ORDERS, services, problems: [], decisions: [], at: '' };
}

async function answered(status: number, message: string): Promise<Error> {
  return await ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'Error', message },
        response: { statusCode: status },
      }),
      { status, headers: { 'Content-Type': 'application/json' } },
    ),
  );
}

describe('mesh:wait', () => {
  /** What is answered, one after the other; the last again and again. */
  let answers: (EntityMeshView | Error)[];
  let asked: string[];
  let slept: number;
  let log: string[];

  const action = createMeshWaitAction({
    clientOf: () =>
      ({
        async getEntityView(entityRef) {
          asked.push(entityRef);
          const answer = answers.length > 1 ? answers.shift()! : answers[0];
          if (answer instanceof Error) throw answer;
          return answer;
        },
      } as Partial<MeshApi> as MeshApi),
    clock: {
      now: () => slept,
      async sleep(ms, signal) {
        signal?.throwIfAborted();
        slept += ms;
      },
    },
  });

  async function wait(
    input: { entityRef?: string; timeout?: number; traffic?: boolean } = {},
    context: object = {},
  ) {
    const mock = createMockActionContext({
      input: { entityRef: ORDERS, timeout: 300, traffic: false, ...input },
    });
    jest
      .spyOn(mock.logger, 'info')
      .mockImplementation((line: unknown) => log.push(String(line)));
    const output = jest.fn();
    const failure = await action.handler({ ...mock, output, ...context }).then(
      () => undefined,
      (error: Error) => `${error.name}: ${error.message}`,
    );
    return { failure, output: Object.fromEntries(output.mock.calls) };
  }

  beforeEach(() => {
    answers = [view(service())];
    asked = [];
    slept = 0;
    log = [];
  });

  it('waits through everything that passes, and says each once', async () => {
    answers = [
      await answered(404, `There is no entity ${ORDERS}.`),
      await answered(503, 'The catalog is starting.'),
      view(),
      {
        ...view(),
        problems: [
          {
            cluster: 'lab',
            kind: 'not-found',
            message: 'Cluster lab has no service orders/orders.',
          },
        ],
      },
      view(service({ desired: 0, ready: 0 })),
      view(service({ ready: 0, status: 'ContainerCreating' })),
      view(service({ ready: 0, status: 'ContainerCreating' })),
      view(service({ ready: 1 })),
      view(service({ phase: 'Progressing' })),
      view(service({ phase: 'Degraded', hold: 'The spec is invalid.' })),
      view(service({ phase: 'Paused' })),
    ];
    expect(await wait()).toEqual({
      failure: undefined,
      output: {
        url: '/catalog/default/component/orders/mesh',
        service: { cluster: 'lab', namespace: 'orders', name: 'orders' },
      },
    });
    const place = 'orders/orders in cluster lab';
    expect(log).toEqual([
      `The catalog does not show ${ORDERS} yet.`,
      'The catalog is starting. It is asked again.',
      `No cluster has a service of ${ORDERS} yet.`,
      'Cluster lab has no service orders/orders.',
      `${place}: No pods are there yet.`,
      `${place}: 0 of 2 pods are ready, one says ContainerCreating.`,
      `${place}: 1 of 2 pods are ready.`,
      `${place}: Its delivery is Progressing.`,
      `${place}: The spec is invalid.`,
      `${place} works`,
    ]);
    expect(slept).toBe(20_000);
    expect(new Set(asked)).toEqual(new Set([ORDERS]));
  });

  it('waits for a request when it is told to', async () => {
    answers = [
      view(
        service({
          metrics: { state: 'unavailable', reason: 'No Prometheus.' },
        }),
      ),
      view(service()),
      view(service({ requests: 0 })),
      view(service({ requests: 0.2, engine: 'none' })),
    ];
    const { failure } = await wait({ traffic: true });
    expect(failure).toBeUndefined();
    expect(log).toEqual([
      'orders/orders in cluster lab: Its traffic cannot be seen: No Prometheus.',
      'orders/orders in cluster lab: All pods are ready, no request was seen yet.',
      'orders/orders in cluster lab works, and gets requests',
    ]);
  });

  it('is content with the first service that works', async () => {
    answers = [view(service({ ready: 0 }), service({ cluster: 'other' }))];
    expect((await wait()).output.service).toMatchObject({ cluster: 'other' });
  });

  it('says what it waited for when the time is up', async () => {
    answers = [view(service({ ready: 1, status: 'ImagePullBackOff' }))];
    const { failure, output } = await wait({ timeout: 10 });
    expect(failure).toBe(
      'Error: component:default/orders did not work within 10 seconds. orders/orders in cluster lab: 1 of 2 pods are ready, one says ImagePullBackOff. Look at its Mesh tab, /catalog/default/component/orders/mesh, and start the task again when that is mended.',
    );
    expect(output).toEqual({ url: '/catalog/default/component/orders/mesh' });
    expect(slept).toBe(10_000);
  });

  it('ends at once when the caller may not look', async () => {
    answers = [
      await answered(403, 'You do not hold the permission mesh.read.'),
    ];
    expect((await wait()).failure).toContain(
      'NotAllowedError: You do not hold the permission mesh.read.',
    );
    expect(slept).toBe(0);
  });

  it('ends when the task is cancelled', async () => {
    answers = [view()];
    const { failure } = await wait({}, { signal: AbortSignal.abort() });
    expect(failure).toMatch(/^AbortError/);
  });

  it('waits for nothing in a dry run', async () => {
    expect(await wait({}, { isDryRun: true })).toEqual({
      failure: undefined,
      output: { url: '/catalog/default/component/orders/mesh' },
    });
    expect(asked).toEqual([]);
  });

  it('refuses what is no entity', async () => {
    expect((await wait({ entityRef: 'orders/' })).failure).toMatch(
      /^InputError: "orders\/" is no entity/,
    );
  });

  it('shows examples that are steps of its own', () => {
    const inputs = (action.examples ?? []).map(({ example }) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe('mesh:wait');
      return Object.keys(step.input);
    });
    expect(inputs).toEqual([
      ['entityRef'],
      ['entityRef', 'timeout', 'traffic'],
    ]);
  });
});
