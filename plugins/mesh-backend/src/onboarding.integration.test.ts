import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { MeshClient, OnboardingPlan } from '@meshway/plugin-mesh-common';
import { LabPortal } from './__testUtils__/LabPortal';
import { TestLab } from './testing/TestLab';

/** Everything here is done by the real control plane, on a machine that may be busy. */
jest.setTimeout(10 * 60_000);

/** Requests of the caller in the mesh, as its own proxy counts them, those that reach nobody included. */
const REQUESTS =
  'istio_requests_total{reporter="source",source_workload="dispatcher",source_workload_namespace="dispatch",destination_service_name="stock"}';

const REQUEST = {
  namespace: 'warehouse',
  service: 'stock',
  entityRef: 'component:default/stock',
  injection: 'namespace' as const,
  resilience: 'standard' as const,
  circuitBreaker: true,
};

interface Pod {
  metadata: { name: string; deletionTimestamp?: string };
  spec: Record<'containers' | 'initContainers', { name: string }[] | undefined>;
  status: { conditions?: { type: string; status: string }[] };
}

describe('a service that comes into a real mesh', () => {
  let lab: TestLab;
  let portal: LabPortal;
  let client: MeshClient;
  let folder: string;

  /** The value of each series by one of its labels, 0 for none. */
  async function counted(
    query: string,
    label: string,
  ): Promise<Record<string, number>> {
    const url = new URL('/api/v1/query', lab.prometheus);
    url.searchParams.set('query', query);
    const response = await fetch(url);
    expect(response.status).toBe(200);
    const { data } = await response.json();
    return Object.fromEntries(
      (
        data.result as { metric: Record<string, string>; value: string[] }[]
      ).map(({ metric, value }) => [metric[label] ?? '', Number(value[1])]),
    );
  }

  /** Requests of the caller in the mesh so far: all that were answered well, and all others by what became of them. */
  async function requests() {
    const [codes, flags] = await Promise.all([
      counted(`sum by (response_code) (${REQUESTS})`, 'response_code'),
      counted(`sum by (response_flags) (${REQUESTS})`, 'response_flags'),
    ]);
    const { 200: fine = 0, ...otherCodes } = codes;
    const { '-': unflagged, ...otherFlags } = flags;
    return { fine, others: { ...otherCodes, ...otherFlags } };
  }

  async function until<T>(
    what: string,
    look: () => Promise<T>,
    isThere: (value: T) => boolean,
  ): Promise<T> {
    const end = Date.now() + 180_000;
    for (;;) {
      const value = await look();
      if (isThere(value)) return value;
      if (Date.now() > end) {
        throw new Error(`${what}: it is still ${JSON.stringify(value)}`);
      }
      await sleep(1000);
    }
  }

  async function pods(): Promise<Pod[]> {
    const { items } = JSON.parse(
      await lab.kubectl(
        'get',
        'pods',
        '--namespace=warehouse',
        '--selector=app=stock',
        '--output=json',
      ),
    );
    return items;
  }

  async function plan(): Promise<OnboardingPlan> {
    return await client.planOnboarding('lab', REQUEST);
  }

  beforeAll(async () => {
    lab = await TestLab.open();
    folder = await mkdtemp(join(tmpdir(), 'meshway-onboarding-'));
    // What an earlier run has left: the scenario itself neither removes labels nor policies.
    await lab.kubectl(
      'delete',
      'namespace',
      'warehouse',
      'dispatch',
      '--ignore-not-found',
    );
    await lab.restart('legacy');
    portal = await LabPortal.start(lab);
    client = portal.clientOf();
  });

  afterAll(async () => {
    await portal?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
    await lab?.kubectl(
      'delete',
      'namespace',
      'warehouse',
      'dispatch',
      '--ignore-not-found',
      '--wait=false',
    );
  });

  it('loses no request on the way, and is encrypted afterwards', async () => {
    const before = await until(
      'requests before',
      requests,
      ({ fine }) => fine > 20,
    );
    const old = await pods();
    expect(old).toHaveLength(3);
    expect(old.filter(hasProxy)).toEqual([]);

    // The backend answers 503 until it has read the cluster for the first time.
    const proposed = await until(
      'the plan',
      () => plan().catch(() => undefined),
      one => one !== undefined && one.problems.length === 0,
    );
    const { files, problems, already } = proposed!;
    expect({ problems, already }).toEqual({ problems: [], already: [] });
    expect(files.map(({ path }) => path)).toEqual([
      'peer-authentication.yaml',
      'destination-rule.yaml',
      'virtual-service.yaml',
      'service.yaml',
      'namespace.yaml',
      'deployment-stock.yaml',
      'kustomization.yaml',
    ]);
    for (const { path, content } of files) {
      await writeFile(join(folder, path), content);
    }
    await lab.kubectl(
      'apply',
      '--server-side',
      '--field-manager=meshway-onboarding',
      '--kustomize',
      folder,
    );

    const settled = await until(
      'the pods of stock',
      pods,
      now =>
        now.length === 3 && now.every(pod => hasProxy(pod) && isReady(pod)),
    );
    const names = new Set(old.map(({ metadata }) => metadata.name));
    expect(settled.filter(({ metadata }) => names.has(metadata.name))).toEqual(
      [],
    );

    // The caller's proxy has counted all along; what it counted while pods were replaced has been scraped by then.
    const { fine } = await requests();
    const after = await until(
      'requests afterwards',
      requests,
      now => now.fine > fine + 100,
    );
    // The first of them may have come before the pods of stock were there.
    expect(after.others).toEqual(before.others);

    expect(
      Object.keys(
        await until(
          'encryption',
          () =>
            counted(
              'sum by (connection_security_policy) (increase(istio_requests_total{reporter="destination",source_workload="dispatcher",destination_service_name="stock",destination_service_namespace="warehouse"}[20s])) > 0',
              'connection_security_policy',
            ),
          policies => Object.keys(policies).length > 0,
        ),
      ),
    ).toEqual(['mutual_tls']);

    // Whoever calls from outside the mesh goes on in plain text.
    const plain = await until(
      'plain text',
      () =>
        counted(
          'sum by (connection_security_policy, response_code) (increase(istio_requests_total{reporter="destination",source_workload="unknown",destination_service_name="stock",destination_service_namespace="warehouse"}[20s])) > 0',
          'response_code',
        ),
      codes => Object.keys(codes).length > 0,
    );
    expect(Object.keys(plain)).toEqual(['200']);
  });

  it('lacks nothing any more', async () => {
    const again = await until('the plan', plan, one => one.files.length === 0);
    expect(again.problems).toEqual([]);
    expect(again.already).toContainEqual(
      expect.stringMatching(
        /^Sidecars: All 3 pods have a (native )?sidecar\.$/,
      ),
    );
  });

  it('keeps what was added when its own manifests are applied once more', async () => {
    await lab.kubectl(
      'apply',
      '--server-side',
      '--force-conflicts',
      '--field-manager=meshway-lab',
      `--filename=${resolvePackagePath(
        '@meshway/lab',
        'scenarios/legacy/kubernetes',
      )}`,
    );
    expect((await plan()).files).toEqual([]);
    expect((await pods()).filter(hasProxy)).toHaveLength(3);
  });
});

function hasProxy({ spec }: Pod): boolean {
  return [...(spec.initContainers ?? []), ...(spec.containers ?? [])].some(
    ({ name }) => name === 'istio-proxy',
  );
}

function isReady({ metadata, status }: Pod): boolean {
  return (
    !metadata.deletionTimestamp &&
    (status.conditions ?? []).some(
      one => one.type === 'Ready' && one.status === 'True',
    )
  );
}
