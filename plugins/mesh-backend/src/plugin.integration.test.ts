import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type {
  Decision,
  DecisionRequest,
  EntityMeshView,
  Fleet,
} from '@meshway/plugin-mesh-common';
import { LabPortal } from './__testUtils__/LabPortal';
import { TestLab } from './testing/TestLab';
import { ViewStreamReader } from './testing/ViewStreamReader';

/** Everything here is done by the real control plane, on a machine that may be busy. */
jest.setTimeout(120_000);

/** How soon a page must say that its cluster has fallen silent, in milliseconds. */
const SOON_STALE_MS = 8000;

const HEADERS = {
  Authorization: mockCredentials.user.header('user:default/guest'),
};

function component(name: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: { 'meshway.dev/service': 'bookinfo/productpage' },
    },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

describe('the mesh plugin and a real mesh', () => {
  let lab: TestLab;
  let portal: LabPortal;
  let stream: ViewStreamReader;

  async function get<T>(path: string): Promise<T> {
    const response = await fetch(portal.url(path), { headers: HEADERS });
    expect(response.status).toBe(200);
    return (await response.json()) as T;
  }

  function follow(entity: string) {
    return new ViewStreamReader(
      portal.url(`/entities/component/default/${entity}/stream`),
      HEADERS,
    );
  }

  async function promote(entity: string, request: DecisionRequest) {
    return await fetch(
      portal.url(`/entities/component/default/${entity}/decisions`),
      {
        method: 'POST',
        headers: { ...HEADERS, 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
      },
    );
  }

  /** What someone sees who looks at a canary that waits for a decision. */
  function requestFrom({ services }: EntityMeshView): DecisionRequest {
    const [{ cluster, namespace, name, delivery }] = services;
    if (delivery.engine !== 'argo-rollouts') throw new Error('no delivery');
    const plan = delivery.plans.promote;
    if (!plan.allowed) throw new Error(plan.reason);
    return {
      service: { cluster, namespace, name },
      verb: 'promote',
      seen: plan.seen,
      reason: 'Looks good.',
    };
  }

  function waits({ services }: EntityMeshView): boolean {
    const delivery = services[0]?.delivery;
    return delivery?.engine === 'argo-rollouts' && delivery.waitsForDecision;
  }

  beforeAll(async () => {
    lab = await TestLab.open();
    await lab.restart('bookinfo');
    portal = await LabPortal.start(lab, {
      entities: [
        component('productpage', 'group:default/bookinfo-team'),
        component('hostile', 'group:default/strangers'),
      ],
      others: [
        {
          name: 'anonymous',
          url: lab.apiServer,
          authProvider: 'localKubectlProxy',
        },
      ],
    });
    stream = follow('productpage');
    await stream.until(({ services }) => services.length > 0);
  });

  afterAll(async () => {
    stream?.close();
    await portal?.stop();
  });

  it('shows a service with its revisions, pods and live traffic', async () => {
    const { services, problems } = await stream.until(
      ({ services: [service] }) =>
        (service?.signals?.requestsPerSecond ?? 0) > 0,
    );
    expect(services).toEqual([
      expect.objectContaining({
        cluster: 'lab',
        namespace: 'bookinfo',
        name: 'productpage',
        attribution: { possible: true },
        consent: expect.objectContaining({ given: true }),
        freshness: {
          cluster: expect.objectContaining({ state: 'live' }),
          metrics: expect.objectContaining({ state: 'live' }),
        },
      }),
    ]);
    expect(services[0].revisions[0]).toMatchObject({
      role: 'stable',
      version: '1.19.1',
    });
    for (const pod of services[0].revisions[0].pods) {
      expect(pod).toMatchObject({ readyContainers: 2, totalContainers: 2 });
    }
    expect(problems).toEqual([
      {
        cluster: 'anonymous',
        kind: 'unreachable',
        message: expect.stringContaining('localKubectlProxy'),
      },
    ]);
  });

  it('tells every page of a release as it happens, and carries out a promote', async () => {
    await lab.release('productpage', '1.20.1');
    const paused = await stream.until(waits);
    const request = requestFrom(paused);

    const hostile = await promote('hostile', request);
    expect(hostile.status).toBe(403);
    expect((await hostile.json()).error.message).toContain(
      'meshway.dev/entity: component:default/hostile',
    );

    const response = await promote('productpage', request);
    const decision: Decision = await response.json();
    expect([response.status, decision.state]).toEqual([200, 'confirmed']);
    expect(decision).toMatchObject({
      decidedBy: 'user:default/guest',
      reason: 'Looks good.',
    });
    const after = await stream.until(
      ({ decisions }) => decisions[0]?.state === 'confirmed',
    );
    expect(after.decisions[0].id).toBe(decision.id);

    const late = await promote('productpage', request);
    expect(late.status).toBe(409);

    const { rows } = await get<Fleet>('/fleet');
    expect(rows.map(({ entityRef }) => entityRef).sort()).toEqual(
      expect.arrayContaining([
        'component:default/hostile',
        'component:default/productpage',
      ]),
    );
  });

  it('says so soon when the API server falls silent, and recovers', async () => {
    const state = ({ services }: EntityMeshView) =>
      services[0]?.freshness.cluster.state;
    await lab.chaos('pause', 'kube-apiserver');
    try {
      const paused = Date.now();
      await stream.until(view => state(view) === 'stale');
      expect(Date.now() - paused).toBeLessThan(SOON_STALE_MS);
    } finally {
      await lab.chaos('resume', 'kube-apiserver');
    }
    await stream.until(view => state(view) === 'live');
    // The watches are back too, not only the heartbeat.
    await lab.release('productpage', '1.20.2');
    await stream.until(({ services }) =>
      services[0].revisions.some(({ version }) => version === '1.20.2'),
    );
  });
});
