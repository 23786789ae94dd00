import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Agent, fetch } from 'undici';
import { TestLab } from '../testing/TestLab';
import { ClusterConnection } from './ClusterConnection';
import {
  DEFAULT_CLUSTER_SETTINGS,
  type ClusterSettings,
} from './clusterSettings';

/** The control plane is real, and the machine may be busy. */
jest.setTimeout(120_000);

const NAME = `rights-${randomBytes(3).toString('hex')}`;
/** Read by nobody here but the administrator. */
const OTHER = `${NAME}-other`;

describe('a cluster of which the portal may read only a part', () => {
  let lab: TestLab;
  let folder: string;
  let agent: Agent;
  let token: string;
  let connection: ClusterConnection | undefined;

  async function apply(yaml: string) {
    const file = join(folder, 'objects.yaml');
    await writeFile(file, yaml);
    await lab.kubectl('apply', '-f', file);
  }

  /** @param hidden - documents that this API server does not have, as an older one */
  function connect(
    settings: Partial<ClusterSettings>,
    hidden: string[] = [],
  ): ClusterConnection {
    connection = new ClusterConnection({
      name: 'lab',
      settings: { ...DEFAULT_CLUSTER_SETTINGS, ...settings },
      logger: mockServices.logger.mock(),
      request: async (path, { signal }) =>
        hidden.includes(path)
          ? new Response('404 page not found', { status: 404 })
          : ((await fetch(`${lab.apiServer}${path}`, {
              signal,
              dispatcher: agent,
              headers: { Authorization: `Bearer ${token}` },
            })) as unknown as Response),
      reflectorTiming: {
        idleMs: 60_000,
        graceMs: 2500,
        firstBackoffMs: 500,
        maxBackoffMs: 30_000,
        absentMs: 500,
      },
    });
    connection.start();
    return connection;
  }

  async function until(cluster: ClusterConnection, holds: () => boolean) {
    if (holds()) return;
    await new Promise<void>(done => {
      const stop = cluster.onFreshness(() => {
        if (!holds()) return;
        stop();
        done();
      });
    });
  }

  const isLive = (cluster: ClusterConnection) => () =>
    cluster.freshness().state === 'live';

  /** The rules of a gap as a Role with nothing else in it. */
  function roleOf(name: string, mends: (string | undefined)[]): string {
    const rules = mends.map(mend =>
      mend!
        .split('\n')
        .slice(1)
        .map(line => `  ${line}`)
        .join('\n'),
    );
    return `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: ${name}, namespace: ${NAME} }
rules:
${rules.join('\n')}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: ${name}, namespace: ${NAME} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name} }
subjects: [{ kind: ServiceAccount, name: ${NAME}, namespace: ${NAME} }]
`;
  }

  beforeAll(async () => {
    lab = await TestLab.open();
    folder = await mkdtemp(join(tmpdir(), 'meshway-rights-'));
    agent = new Agent({
      connect: { ca: Buffer.from(lab.caData, 'base64').toString() },
    });
    await apply(`
apiVersion: v1
kind: Namespace
metadata: { name: ${NAME}, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: Namespace
metadata: { name: ${OTHER} }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: ${NAME}, namespace: ${NAME} }
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: ${NAME} }
spec: { selector: { app: orders }, ports: [{ port: 80 }] }
---
apiVersion: networking.istio.io/v1alpha3
kind: VirtualService
metadata: { name: orders, namespace: ${NAME} }
spec: { hosts: [orders], http: [{ route: [{ destination: { host: orders } }] }] }
`);
    token = (
      await lab.kubectl('create', 'token', NAME, '-n', NAME, '--duration=1h')
    ).trim();
  });

  afterEach(async () => {
    await connection?.stop();
    connection = undefined;
  });

  afterAll(async () => {
    await lab?.kubectl('delete', 'namespace', NAME, OTHER, '--wait=false');
    await lab?.kubectl(
      ...[
        'delete',
        'clusterrolebinding,clusterrole',
        NAME,
        '--ignore-not-found',
      ],
    );
    await agent?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('says that nothing can be said, and with every rule it asks for added, reads its namespace', async () => {
    const cluster = connect({ namespaces: [NAME] });
    await until(cluster, () => cluster.gaps(NAME).length > 10);
    await until(cluster, () =>
      cluster.status().kinds.every(({ state }) => state === 'forbidden'),
    );
    expect(cluster.freshness()).toEqual({
      state: 'unavailable',
      reason: `The portal's account may not list and watch services in namespace ${NAME} of cluster lab.`,
    });

    await apply(
      roleOf(
        'asked-for',
        cluster.status().kinds.map(({ mend }) => mend),
      ),
    );
    // Each kind is asked for again by itself.
    await until(cluster, () =>
      cluster.status().kinds.every(({ state }) => state === 'live'),
    );
    expect(cluster.freshness().state).toBe('live');
    expect(
      cluster.store.get('Namespace', undefined, NAME)?.metadata.labels,
    ).toMatchObject({ 'istio-injection': 'enabled' });
    expect(cluster.store.get('VirtualService', NAME, 'orders')).toBeDefined();
    await lab.kubectl('delete', 'role,rolebinding', 'asked-for', '-n', NAME);
  });

  it('reads with the Role that is shipped, and names the namespace where it has none', async () => {
    const file = resolve(
      resolvePackagePath('@meshway/plugin-mesh-backend'),
      '../../docs/rbac-namespaced.yaml',
    );
    await apply(
      (await readFile(file, 'utf8'))
        .replaceAll('namespace: shop', `namespace: ${NAME}`)
        .replaceAll(
          '- kind: ServiceAccount\n    name: meshway\n    namespace: meshway',
          `- kind: ServiceAccount\n    name: ${NAME}\n    namespace: ${NAME}`,
        ),
    );
    const cluster = connect({ namespaces: [NAME, OTHER] });
    await until(cluster, isLive(cluster));
    expect(cluster.store.get('Service', NAME, 'orders')).toBeDefined();
    expect(
      cluster.gaps(NAME).filter(({ reason }) => /may not/.test(reason)),
    ).toEqual([]);
    expect(cluster.gaps(OTHER)).toContainEqual({
      kind: 'Service',
      reason: `The portal's account may not list and watch services in namespace ${OTHER} of cluster lab.`,
      mend: `Add this rule to the portal's Role in namespace ${OTHER}:\n- apiGroups: ['']\n  resources: [services]\n  verbs: [get, list, watch]`,
    });

    // Changes come by the watch of that namespace.
    const changed = new Promise<string>(done => {
      cluster.store.onChange(({ kind, namespace, name }) =>
        done(`${kind} ${namespace}/${name}`),
      );
    });
    await lab.kubectl(
      'create',
      'service',
      'clusterip',
      'late',
      '--tcp=80',
      '-n',
      NAME,
    );
    expect(await changed).toBe(`Service ${NAME}/late`);
    await lab.kubectl(
      ...[
        'delete',
        'role,rolebinding',
        'meshway',
        'meshway-decisions',
        'meshway-manifests',
        '-n',
        NAME,
      ],
    );
  });

  it('reads the whole cluster without Rollouts and policies, by the versions that are served', async () => {
    await apply(`
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ${NAME} }
rules:
  - { apiGroups: ['', apps], resources: [namespaces, services, pods, replicasets, deployments, statefulsets], verbs: [get, list, watch] }
  - { apiGroups: [networking.istio.io, telemetry.istio.io], resources: ['*'], verbs: [get, list, watch] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: ${NAME} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${NAME} }
subjects: [{ kind: ServiceAccount, name: ${NAME}, namespace: ${NAME} }]
`);
    const cluster = connect({});
    await until(cluster, isLive(cluster));
    expect(cluster.gaps().map(({ kind }) => kind)).toEqual([
      'AnalysisRun',
      'AuthorizationPolicy',
      'Experiment',
      'PeerAuthentication',
      'RequestAuthentication',
      'Rollout',
    ]);
    const versions = Object.fromEntries(
      cluster.status().kinds.map(({ kind, apiVersion }) => [kind, apiVersion]),
    );
    expect(versions).toMatchObject({
      Pod: 'v1',
      ReplicaSet: 'apps/v1',
      Rollout: 'argoproj.io/v1alpha1',
      VirtualService: 'networking.istio.io/v1',
      Telemetry: 'telemetry.istio.io/v1',
    });
    const routes = cluster.store.list('VirtualService');
    const rules = cluster.store.list('DestinationRule');
    expect(routes.length).toBeGreaterThan(2);
    await cluster.stop();

    const old = connect({}, [
      '/apis/networking.istio.io/v1',
      '/apis/networking.istio.io/v1beta1',
      '/apis/argoproj.io/v1alpha1',
    ]);
    await until(old, isLive(old));
    expect(old.versionOf('VirtualService')).toBe('v1alpha3');
    expect(old.store.list('VirtualService')).toEqual(routes);
    expect(old.store.list('DestinationRule')).toEqual(rules);
    // Neither a gap nor known: there are none.
    expect(old.gaps().map(({ kind }) => kind)).not.toContain('Rollout');
    expect(
      old.status().kinds.find(({ kind }) => kind === 'Rollout')?.state,
    ).toBe('absent');
    expect(
      cluster.store.get('Service', 'bookinfo', 'productpage'),
    ).toBeDefined();
  });
});
