import { mockServices } from '@backstage/backend-test-utils';
import type { Freshness } from '@meshway/plugin-mesh-common';
import { FakeApiServer } from '../testing/FakeApiServer';
import { bookinfo } from '../testing/bookinfo';
import { ClusterConnection } from './ClusterConnection';

describe('ClusterConnection', () => {
  let api: FakeApiServer;
  let connection: ClusterConnection;

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
    if (matches()) return;
    await new Promise<void>(resolve => {
      const stop = connection.onFreshness(() => {
        if (!matches()) return;
        stop();
        resolve();
      });
    });
  }

  beforeEach(async () => {
    api = new FakeApiServer(bookinfo());
    await api.start();
    connection = new ClusterConnection({
      name: 'lab',
      logger: mockServices.logger.mock(),
      request: (path, init) => fetch(`${api.url}${path}`, init),
      heartbeatTiming: { intervalMs: 10, timeoutMs: 100 },
      reflectorTiming: {
        watchSeconds: 60,
        idleMs: 60_000,
        firstBackoffMs: 5,
        maxBackoffMs: 20,
        absentMs: 10,
      },
    });
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

  it('names the kind that it may not read', async () => {
    api.refuse('/apis/argoproj.io/v1alpha1/rollouts', 403, 'forbidden');
    connection.start();
    await untilFreshness(
      'unavailable',
      "The portal's account may not list and watch rollouts.argoproj.io in cluster lab.",
    );
    expect(connection.complete).toBe(false);
    api.allow('/apis/argoproj.io/v1alpha1/rollouts');
    await untilFreshness('live');
  });

  it('lives without the kinds that a cluster does not have', async () => {
    api.refuse('/apis/argoproj.io/v1alpha1/rollouts', 404);
    connection.start();
    await untilFreshness('live');
    expect(connection.store.list('Rollout', 'bookinfo')).toEqual([]);
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
