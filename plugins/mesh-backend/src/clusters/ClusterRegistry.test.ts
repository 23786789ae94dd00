import { mockServices } from '@backstage/backend-test-utils';
import { FakeApiServer } from '../testing/FakeApiServer';
import { bookinfo } from '../testing/bookinfo';
import { ClusterConnection } from './ClusterConnection';
import { ClusterRegistry } from './ClusterRegistry';
import {
  DEFAULT_CLUSTER_SETTINGS,
  type ClusterSettings,
} from './clusterSettings';
import { followConfig } from './followConfig';
import type { ClusterDescription, KubernetesPlugin } from './KubernetesPlugin';

const READ_ONLY = { ...DEFAULT_CLUSTER_SETTINGS, readOnly: true };

describe('ClusterRegistry', () => {
  let api: FakeApiServer;
  let registry: ClusterRegistry;
  let listed: ClusterDescription[];
  let made: { name: string; settings: ClusterSettings }[];
  let logger: ReturnType<typeof mockServices.logger.mock>;
  /** Clusters whose API server never answers, not even when it is given up. */
  let dead: Set<string>;

  const cluster = (name: string, authProvider = 'serviceAccount') => ({
    name,
    authProvider,
  });

  function create(settings?: ReadonlyMap<string, ClusterSettings>) {
    registry = new ClusterRegistry({
      kubernetes: { clusters: async () => listed } as Pick<
        KubernetesPlugin,
        'clusters'
      > as KubernetesPlugin,
      logger,
      settings,
      connect: (name, chosen) => {
        made.push({ name, settings: chosen });
        return new ClusterConnection({
          name,
          settings: chosen,
          logger: mockServices.logger.mock(),
          request: async (path, init) =>
            dead.has(name)
              ? await new Promise(() => {})
              : await fetch(`${api.url}${path}`, init),
          heartbeatTiming: { intervalMs: 10, timeoutMs: 100 },
        });
      },
    });
  }

  async function until(holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>(resolve => {
      const stop = registry.onChange(() => {
        if (!holds()) return;
        stop();
        resolve();
      });
    });
  }

  const isLive = (name: string) => () =>
    registry.freshness(name).state === 'live';

  beforeEach(async () => {
    api = new FakeApiServer(bookinfo());
    await api.start();
    made = [];
    logger = mockServices.logger.mock();
    dead = new Set();
  });

  afterEach(async () => {
    if (dead.size === 0) await registry.stop();
    await api.stop();
  });

  it('reads a cluster while another one is dead, and lets go of the dead one without waiting for it', async () => {
    dead.add('east');
    listed = [cluster('east'), cluster('west')];
    create();
    registry.start();
    await until(isLive('west'));
    expect(registry.freshness('east').state).toBe('unavailable');
    listed = [cluster('west'), cluster('north')];
    registry.reconfigure(new Map());
    await until(isLive('north'));
    expect(registry.names()).toEqual(['north', 'west']);
    expect(registry.get('east')).toBeUndefined();
  });

  it('connects anew to a cluster whose settings or authentication changed, and leaves the others alone', async () => {
    listed = [cluster('east'), cluster('west')];
    create();
    registry.start();
    await until(() => isLive('east')() && isLive('west')());
    const west = registry.get('west');

    registry.reconfigure(new Map([['east', READ_ONLY]]));
    await until(() => registry.get('east')?.settings.readOnly === true);
    listed = [cluster('east', 'aws'), cluster('west')];
    registry.reconfigure(new Map([['east', READ_ONLY]]));
    await until(() => made.length === 4);
    expect(made.map(({ name }) => name)).toEqual([
      'east',
      'west',
      'east',
      'east',
    ]);
    expect(registry.get('west')).toBe(west);
    await until(isLive('east'));
  });

  it('tells of every cluster how it is read, also of one that cannot be used', async () => {
    listed = [cluster('lab'), cluster('browser', 'oidc')];
    create(
      new Map([
        ['browser', READ_ONLY],
        ['typo', READ_ONLY],
      ]),
    );
    registry.start();
    await until(isLive('lab'));
    expect(logger.warn.mock.calls).toEqual([
      [expect.stringContaining('browser is not read')],
      [
        'mesh.clusters names cluster typo, which the Kubernetes plugin does not have.',
      ],
    ]);
    const [browser, lab] = registry.status();
    expect(browser).toEqual({
      name: 'browser',
      freshness: {
        state: 'unavailable',
        reason: expect.stringContaining('its authentication oidc works only'),
      },
      kinds: [],
      readOnly: true,
    });
    expect(lab).toMatchObject({ name: 'lab', readOnly: false });
    expect(lab.kinds.map(({ kind }) => kind)).toEqual(
      [...lab.kinds.map(({ kind }) => kind)].sort(),
    );
    expect(lab.kinds.find(({ kind }) => kind === 'Pod')).toEqual({
      kind: 'Pod',
      apiVersion: 'v1',
      state: 'live',
      heardAt: expect.any(String),
      objects: 3,
    });
  });

  it('takes the settings of before when the changed configuration cannot be used', () => {
    let change = () => {};
    let clusters: object[] = [{ name: 'lab', readOnly: true }];
    const config = Object.assign(
      mockServices.rootConfig.mock({
        getOptionalConfigArray: () =>
          mockServices
            .rootConfig({ data: { clusters } })
            .getConfigArray('clusters'),
      }),
      {
        subscribe: (listener: () => void) => {
          change = listener;
          return { unsubscribe: () => {} };
        },
      },
    );
    const reconfigured: ReadonlyMap<string, ClusterSettings>[] = [];
    followConfig(
      config,
      { reconfigure: settings => reconfigured.push(settings) },
      logger,
    );
    change();
    clusters = [{ name: 'lab', namespaces: [] }];
    change();
    expect(reconfigured).toEqual([new Map([['lab', READ_ONLY]])]);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('mesh.clusters[0].namespaces must name'),
    );
  });
});
