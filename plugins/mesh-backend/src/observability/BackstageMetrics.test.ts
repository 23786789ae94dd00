import { BackstageMetrics } from './BackstageMetrics';
import { observeState } from './observeState';
import { RecordedMetrics } from './testing/RecordedMetrics';

const LIVE = { state: 'live', heardAt: '2026-11-20T12:00:00Z' } as const;
const SILENT = { state: 'unavailable', reason: 'Silent.' } as const;

describe('the metrics of the plugin', () => {
  let service: RecordedMetrics;

  beforeEach(() => {
    service = new RecordedMetrics();
  });

  it('count requests, events, queries and decisions by what came of them', () => {
    const metrics = new BackstageMetrics(service);
    metrics.clusterRequest({
      cluster: 'lab',
      kind: 'Rollout',
      verb: 'watch',
      outcome: 'refused',
    });
    metrics.watchEvent({ cluster: 'lab', kind: 'Pod', lagSeconds: 0.2 });
    metrics.query({
      cluster: 'lab',
      template: 'requests',
      outcome: 'failed',
      seconds: 3,
    });
    metrics.decision({ verb: 'promote', outcome: 'confirmed' });
    expect(service.told).toEqual([
      {
        name: 'meshway.cluster.requests',
        value: 1,
        attributes: {
          cluster: 'lab',
          kind: 'Rollout',
          verb: 'watch',
          outcome: 'refused',
        },
      },
      {
        name: 'meshway.watch.events',
        value: 1,
        attributes: { cluster: 'lab', kind: 'Pod' },
      },
      {
        name: 'meshway.watch.lag',
        value: 0.2,
        attributes: { cluster: 'lab', kind: 'Pod' },
      },
      {
        name: 'meshway.query.duration',
        value: 3,
        attributes: { cluster: 'lab', template: 'requests', outcome: 'failed' },
      },
      {
        name: 'meshway.decisions',
        value: 1,
        attributes: { verb: 'promote', outcome: 'confirmed' },
      },
    ]);
    expect(Object.fromEntries(service.units)).toEqual({
      'meshway.cluster.requests': '{request}',
      'meshway.watch.events': '{event}',
      'meshway.watch.lag': 's',
      'meshway.query.duration': 's',
      'meshway.decisions': '{decision}',
    });
  });

  it('count an event whose lag is not known, and take one from the future for no lag', () => {
    const metrics = new BackstageMetrics(service);
    metrics.watchEvent({ cluster: 'lab', kind: 'Pod' });
    metrics.watchEvent({ cluster: 'lab', kind: 'Pod', lagSeconds: -4 });
    expect(service.told.map(({ name, value }) => [name, value])).toEqual([
      ['meshway.watch.events', 1],
      ['meshway.watch.events', 1],
      ['meshway.watch.lag', 0],
    ]);
  });

  it('say when they are collected what is known, which clusters are heard, and how many follow', async () => {
    const status = (name: string, freshness: typeof LIVE | typeof SILENT) => ({
      name,
      freshness,
      kinds:
        freshness === LIVE
          ? [{ kind: 'Pod', state: 'live' as const, objects: 7 }]
          : [],
      readOnly: false,
    });
    const streams = { clients: 0 };
    observeState(service, {
      clusters: {
        status: () => [status('east', LIVE), status('west', SILENT)],
      },
      streams,
    });
    streams.clients = 3;
    await expect(service.collect()).resolves.toEqual([
      {
        name: 'meshway.cluster.objects',
        value: 7,
        attributes: { cluster: 'east', kind: 'Pod' },
      },
      {
        name: 'meshway.cluster.live',
        value: 1,
        attributes: { cluster: 'east' },
      },
      {
        name: 'meshway.cluster.live',
        value: 0,
        attributes: { cluster: 'west' },
      },
      { name: 'meshway.stream.clients', value: 3 },
    ]);
  });
});
