import { mockServices } from '@backstage/backend-test-utils';
import type { Freshness, MeshKind } from '@meshway/plugin-mesh-common';
import { UNCOUNTED, type MeshMetrics } from '../observability/MeshMetrics';
import { FakeApiServer } from '../testing/FakeApiServer';
import { bookinfo } from '../testing/bookinfo';
import { ClusterConnection } from './ClusterConnection';
import {
  DEFAULT_CLUSTER_SETTINGS,
  type ClusterSettings,
} from './clusterSettings';

const ROLLOUTS = '/apis/argoproj.io/v1alpha1/rollouts';

describe('ClusterConnection', () => {
  let api: FakeApiServer;
  let connection: ClusterConnection;

  function connect(
    options: {
      settings?: Partial<ClusterSettings>;
      watchPeriod?: number;
      metrics?: MeshMetrics;
    } = {},
  ): ClusterConnection {
    return new ClusterConnection({
      name: 'lab',
      ...options,
      settings: { ...DEFAULT_CLUSTER_SETTINGS, ...options.settings },
      logger: mockServices.logger.mock(),
      request: (path, init) => fetch(`${api.url}${path}`, init),
      heartbeatTiming: { intervalMs: 10, timeoutMs: 100 },
      reflectorTiming: {
        idleMs: 60_000,
        graceMs: 100,
        firstBackoffMs: 5,
        maxBackoffMs: 20,
        absentMs: 10,
      },
    });
  }

  /** Resolves when this holds, which is looked at after every change of a state. */
  async function until(holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>(resolve => {
      const stop = connection.onFreshness(() => {
        if (!holds()) return;
        stop();
        resolve();
      });
    });
  }

  function statusOf(kind: MeshKind) {
    return connection.status().kinds.find(status => status.kind === kind)!;
  }

  async function untilFreshness(
    state: Freshness['state'],
    reason?: string,
  ): Promise<void> {
    const matches = () => {
      const freshness = connection.freshness();
      return (
        freshness.state === state &&
        (reason === undefined ||
          ('reason' in freshness && freshness.reason.includes(reason)))
      );
    };
    await until(matches);
  }

  beforeEach(async () => {
    api = new FakeApiServer(bookinfo());
    await api.start();
    connection = connect();
  });

  afterEach(async () => {
    await connection.stop();
    await api.stop();
  });

  it('is live when every kind has been listed', async () => {
    expect(connection.freshness()).toEqual({
      state: 'unavailable',
      reason: 'Cluster lab has not been asked yet.',
    });
    connection.start();
    await untilFreshness('live');
    expect(
      connection.store.get('Rollout', 'bookinfo', 'productpage')?.status.phase,
    ).toBe('Paused');
    expect(connection.store.list('Pod', 'bookinfo')).toHaveLength(3);
    expect(
      connection.store.get('Namespace', undefined, 'bookinfo')?.metadata.name,
    ).toBe('bookinfo');
  });

  it('is stale as soon as the API server is silent, and current again when it is back', async () => {
    connection.start();
    await untilFreshness('live');
    api.pause();
    await untilFreshness('stale', 'does not answer within its time');
    // Nothing tells of this one: the watches are gone.
    api.remove('Pod', 'bookinfo', 'productpage-canary-0');
    api.resume();
    await untilFreshness('live');
    expect(connection.store.list('Pod', 'bookinfo')).toHaveLength(2);
  });

  it('says what a cluster that is not ready says of itself', async () => {
    api.refuse('/readyz', 503, 'the lab is still being built: etcd');
    connection.start();
    await untilFreshness('unavailable', 'the lab is still being built: etcd');
    api.allow('/readyz');
    await untilFreshness('live');
    expect(connection.complete).toBe(true);
  });

  it('goes on without a kind that it may not read, and names the rule to add', async () => {
    api.refuse(ROLLOUTS, 403, 'forbidden');
    connection.start();
    await untilFreshness('live');
    expect(connection.complete).toBe(true);
    const reason =
      "The portal's account may not list and watch rollouts.argoproj.io of cluster lab.";
    const mend = [
      "Add this rule to the portal's ClusterRole:",
      '- apiGroups: [argoproj.io]',
      '  resources: [rollouts]',
      '  verbs: [get, list, watch]',
    ].join('\n');
    expect(connection.gaps()).toEqual([{ kind: 'Rollout', reason, mend }]);
    expect(statusOf('Rollout')).toEqual({
      kind: 'Rollout',
      apiVersion: 'argoproj.io/v1alpha1',
      state: 'forbidden',
      objects: 0,
      reason,
      mend,
    });
    api.allow(ROLLOUTS);
    await until(() => connection.gaps().length === 0);
    expect(connection.store.list('Rollout', 'bookinfo')).toHaveLength(1);
  });

  it('forgets what it may not read any more', async () => {
    connection.start();
    await untilFreshness('live');
    expect(connection.store.list('Rollout')).toHaveLength(1);
    api.refuse(ROLLOUTS, 403, 'forbidden');
    // Ends the watch, whose next request is refused.
    api.serve('argoproj.io', ['v1alpha1']);
    await until(() => connection.gaps().length === 1);
    expect(connection.store.list('Rollout')).toEqual([]);
    expect(connection.freshness().state).toBe('live');
  });

  it.each(['services', 'pods'])(
    'says nothing of a cluster whose %s it may not read',
    async plural => {
      api.refuse(`/api/v1/${plural}`, 403, 'forbidden');
      connection.start();
      await untilFreshness(
        'unavailable',
        `The portal's account may not list and watch ${plural} of cluster lab.`,
      );
      expect(connection.complete).toBe(false);
      api.allow(`/api/v1/${plural}`);
      await untilFreshness('live');
    },
  );

  it('goes on without a kind that the API server fails to list', async () => {
    api.refuse(ROLLOUTS, 500, 'the conversion webhook does not answer');
    connection.start();
    await untilFreshness('live');
    expect(connection.gaps()).toEqual([
      {
        kind: 'Rollout',
        reason:
          'Cluster lab answers with status 500: the conversion webhook does not answer.',
      },
    ]);
    expect(statusOf('Rollout').state).toBe('failed');
    api.allow(ROLLOUTS);
    await until(() => statusOf('Rollout').state === 'live');
  });

  it('lives without Argo Rollouts and with an old Istio, and notices what is installed later', async () => {
    api.serve('argoproj.io', []);
    api.serve('networking.istio.io', ['v1beta1', 'v1alpha3']);
    connection.start();
    await untilFreshness('live');
    expect(connection.gaps()).toEqual([]);
    expect(statusOf('Rollout')).toMatchObject({ state: 'absent', objects: 0 });
    expect(statusOf('Rollout')).not.toHaveProperty('apiVersion');
    expect(statusOf('VirtualService')).toMatchObject({
      state: 'live',
      apiVersion: 'networking.istio.io/v1beta1',
      objects: 1,
    });
    api.serve('argoproj.io', ['v1alpha1']);
    await until(() => connection.store.list('Rollout').length === 1);
    expect(statusOf('Rollout')).toMatchObject({
      state: 'live',
      apiVersion: 'argoproj.io/v1alpha1',
      objects: 1,
    });
  });

  it('follows a kind to the version that is left, and drops it when none is', async () => {
    api.serve('networking.istio.io', ['v1beta1']);
    connection.start();
    await untilFreshness('live');
    expect(connection.versionOf('VirtualService')).toBe('v1beta1');
    api.serve('networking.istio.io', ['v1']);
    await until(() => connection.versionOf('VirtualService') === 'v1');
    expect(connection.store.list('VirtualService')).toHaveLength(1);
    api.serve('networking.istio.io', []);
    await until(() => statusOf('VirtualService').state === 'absent');
    expect(connection.store.list('VirtualService')).toEqual([]);
    await untilFreshness('live');
  });

  it('finds every watch that was cut off behind the proxy when the first does not end in time', async () => {
    connection = connect({ watchPeriod: 3 });
    connection.start();
    await untilFreshness('live');
    const seen = new Promise<void>(resolve => {
      connection.store.onChange(({ name }) => {
        if (name === 'late') resolve();
      });
    });
    api.cutWatches();
    api.put('Pod', {
      metadata: {
        name: 'late',
        namespace: 'bookinfo',
        uid: 'uid-late',
        resourceVersion: '0',
      },
    });
    await seen;
    expect(connection.freshness().state).toBe('live');
  });

  describe('of which only some namespaces are read', () => {
    const inShop = (path: string) =>
      path.replace(/\/(\w+)$/, '/namespaces/shop/$1');

    function put(kind: MeshKind, namespace: string, name: string) {
      api.put(kind, {
        metadata: { name, namespace, uid: name, resourceVersion: '0' },
      });
    }

    beforeEach(() => {
      connection = connect({ settings: { namespaces: ['bookinfo', 'shop'] } });
      put('Service', 'shop', 'orders');
      put('Service', 'elsewhere', 'secret');
    });

    it('reads these, each by itself, and says what it cannot know', async () => {
      connection.start();
      await untilFreshness('live');
      expect(
        connection.store.list('Service').map(({ metadata }) => metadata.name),
      ).toEqual(['productpage', 'orders']);
      expect(
        connection.store.list('Namespace').map(({ metadata }) => metadata.name),
      ).toEqual(['bookinfo']);
      expect(connection.status()).toMatchObject({
        namespaces: ['bookinfo', 'shop'],
      });
      expect(statusOf('Service')).toMatchObject({ state: 'live', objects: 2 });
      expect(connection.gaps('shop').map(({ kind }) => kind)).toEqual([
        'AuthorizationPolicy',
        'DestinationRule',
        'Gateway',
        'PeerAuthentication',
        'RequestAuthentication',
        'ServiceEntry',
        'Sidecar',
        'Telemetry',
        'VirtualService',
      ]);
      expect(connection.gaps('shop')[0]).toEqual({
        kind: 'AuthorizationPolicy',
        reason:
          'Namespace istio-system of cluster lab is not read: what authorizationpolicies there say for the whole mesh is not known.',
        mend: "Add istio-system to mesh.clusters, cluster lab, key namespaces, and give the portal's account a Role there.",
      });
      expect(
        api.requests.filter(request => / \/api\/v1\/\w+\?/.test(request)),
      ).toEqual([]);
    });

    it('names the namespace in which it may not read a kind', async () => {
      api.refuse(inShop(ROLLOUTS), 403, 'forbidden');
      api.refuse(inShop('/api/v1/services'), 403, 'forbidden');
      api.refuse('/api/v1/namespaces/shop', 403, 'forbidden');
      connection.start();
      await untilFreshness('live');
      expect(statusOf('Service')).toMatchObject({
        state: 'forbidden',
        objects: 1,
      });
      expect(connection.gaps('shop')).toContainEqual({
        kind: 'Rollout',
        reason:
          "The portal's account may not list and watch rollouts.argoproj.io in namespace shop of cluster lab.",
        mend: [
          "Add this rule to the portal's Role in namespace shop:",
          '- apiGroups: [argoproj.io]',
          '  resources: [rollouts]',
          '  verbs: [get, list, watch]',
        ].join('\n'),
      });
      expect(connection.gaps('shop')).toContainEqual({
        kind: 'Namespace',
        reason:
          "The portal's account may not read Namespace shop of cluster lab.",
        mend: [
          "Add this rule to the portal's Role in namespace shop:",
          "- apiGroups: ['']",
          '  resources: [namespaces]',
          '  verbs: [get]',
        ].join('\n'),
      });
      const kinds = (namespace: string) =>
        connection.gaps(namespace).map(({ kind }) => kind);
      expect(kinds('shop')).toContain('Service');
      expect(kinds('bookinfo')).not.toContain('Service');
      expect(kinds('bookinfo')).not.toContain('Rollout');
      expect(connection.gaps('elsewhere')).toEqual([
        {
          kind: 'Service',
          reason: 'Namespace elsewhere of cluster lab is not read.',
          mend: "Add elsewhere to mesh.clusters, cluster lab, key namespaces, and give the portal's account a Role there.",
        },
      ]);
    });

    it('says nothing of a cluster in none of whose namespaces it may read Services', async () => {
      for (const namespace of ['bookinfo', 'shop']) {
        api.refuse(
          `/api/v1/namespaces/${namespace}/services`,
          403,
          'forbidden',
        );
      }
      connection.start();
      await untilFreshness('unavailable', 'services in namespace bookinfo');
      expect(connection.complete).toBe(false);
    });
  });

  it('counts what it asks and hears', async () => {
    const counted = new Set<string>();
    const lags: (number | undefined)[] = [];
    connection = connect({
      metrics: {
        ...UNCOUNTED,
        clusterRequest: ({ kind, verb, outcome }) =>
          counted.add(`${verb} ${kind} ${outcome}`),
        watchEvent: ({ kind, lagSeconds }) => {
          counted.add(`event ${kind}`);
          lags.push(lagSeconds);
        },
      },
    });
    api.refuse(ROLLOUTS, 403, 'forbidden');
    connection.start();
    await untilFreshness('live');
    const seen = new Promise<void>(resolve => {
      connection.store.onChange(() => resolve());
    });
    api.put('Pod', {
      metadata: {
        name: 'late',
        namespace: 'bookinfo',
        uid: 'uid-late',
        resourceVersion: '0',
        managedFields: [
          { time: '2020-01-01T00:00:00Z' },
          { time: new Date(Date.now() - 60_000).toISOString() },
        ],
      },
    });
    await seen;
    expect([...counted]).toEqual(
      expect.arrayContaining([
        'heartbeat readyz ok',
        'discovery /apis/networking.istio.io/v1 ok',
        'list Pod ok',
        'list Rollout refused',
        'event Pod',
      ]),
    );
    expect(lags).toEqual([expect.closeTo(60, -1)]);
  });

  it('leaves out an object that cannot be read, and drops what was known of it', async () => {
    connection.start();
    await untilFreshness('live');
    const gone = new Promise<void>(resolve => {
      connection.store.onChange(({ object }) => {
        if (object === undefined) resolve();
      });
    });
    api.put('Pod', {
      metadata: {
        name: 'productpage-canary-0',
        namespace: 'bookinfo',
        uid: 7,
        resourceVersion: '900',
      },
    });
    await gone;
    expect(connection.freshness().state).toBe('live');
    expect(connection.store.list('Pod', 'bookinfo')).toHaveLength(2);
  });
});
