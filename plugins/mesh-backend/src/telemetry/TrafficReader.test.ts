import type { TelemetrySample } from '@meshway/plugin-mesh-common';
import type {
  MeshMetricsSource,
  MetricsAnswer,
  MetricsSample,
} from '@meshway/plugin-mesh-node';
import { ClusterTelemetry } from './ClusterTelemetry';
import { DEFAULT_METRICS_SETTINGS } from './telemetrySettings';
import { TrafficReader } from './TrafficReader';

const CART = { namespace: 'shop', services: ['cart'], workloads: ['cart'] };

const HIT: MetricsSample = {
  labels: {
    meter: 'istio_requests_total',
    destination_service_namespace: 'shop',
    destination_service_name: 'cart',
    pod_name: 'cart-1',
  },
  value: 41.5,
};
const SEEN: TelemetrySample = {
  metric: 'istio_requests_total',
  labels: {
    destination_service_namespace: 'shop',
    destination_service_name: 'cart',
    pod_name: 'cart-1',
    pod: 'cart-1',
  },
  value: 41.5,
};

/** Answers as the test says, and notes what was asked. */
class FakeSource implements MeshMetricsSource {
  readonly asked: string[] = [];
  answer: (promql: string) => Promise<MetricsAnswer<MetricsSample>> =
    async () => ({ series: [HIT] });

  async query(promql: string) {
    this.asked.push(promql);
    return await this.answer(promql);
  }

  async queryRange() {
    return { series: [] };
  }
}

const isDurations = (promql: string) => promql.includes('_bucket');

describe('TrafficReader', () => {
  let now: Date;
  let source: FakeSource;
  let reader: TrafficReader;
  let counted: string[];

  const later = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };

  beforeEach(() => {
    now = new Date('2026-11-20T12:00:00Z');
    source = new FakeSource();
    counted = [];
    reader = new TrafficReader({
      clusters: new Map([
        [
          'lab',
          new ClusterTelemetry({
            cluster: 'lab',
            source,
            settings: { ...DEFAULT_METRICS_SETTINGS, labels: { mesh: 'east' } },
            now: () => now,
            metrics: {
              clusterRequest() {},
              watchEvent() {},
              decision() {},
              query: ({ template, outcome }) =>
                counted.push(`${template} ${outcome}`),
            },
          }),
        ],
      ]),
      windowSeconds: 60,
      now: () => now,
    });
  });

  it('reads what was counted and how long it took, with the pod under whichever label it has', async () => {
    source.answer = async promql => ({
      series: isDurations(promql) ? [] : [HIT],
    });
    expect(await reader.service('lab', CART)).toEqual({
      samples: [SEEN],
      windowSeconds: 60,
      freshness: { state: 'live', heardAt: '2026-11-20T12:00:00.000Z' },
      gaps: [],
    });
    expect(counted.sort()).toEqual(['durations ok', 'service ok']);
    for (const promql of source.asked) {
      expect(promql).toContain('{mesh="east",destination_service_namespace=');
    }
  });

  it('asks once until the next scrape, however many ask', async () => {
    const readings = await Promise.all(
      [1, 2, 3].map(() => reader.service('lab', CART)),
    );
    later(14.9);
    readings.push(await reader.service('lab', CART));
    expect(source.asked).toHaveLength(2);
    expect(new Set(readings.map(({ samples }) => samples)).size).toBe(1);
    later(0.1);
    await reader.service('lab', CART);
    expect(source.asked).toHaveLength(4);
  });

  it('asks once for all services of a cluster', async () => {
    const [cart, again, other] = await Promise.all([
      reader.fleet('lab', CART),
      reader.fleet('lab', CART),
      reader.fleet('lab', { ...CART, services: ['other'] }),
    ]);
    expect(source.asked).toHaveLength(1);
    expect(cart.samples).toEqual([SEEN]);
    expect(again.samples).toBe(cart.samples);
    expect(other.samples).toEqual([]);
  });

  it('counts since the canary began, seldom and at most for a day', async () => {
    await reader.canary('lab', CART, new Date('2026-11-20T11:00:00Z'));
    later(59);
    await reader.canary('lab', CART, new Date('2026-11-20T11:00:00Z'));
    expect(source.asked).toHaveLength(1);
    expect(source.asked[0]).toContain('[3600s]');
    await reader.canary('lab', CART, new Date('2026-11-18T11:00:00Z'));
    expect(source.asked[1]).toContain('[86400s]');
  });

  it('is content with requests when response times fail', async () => {
    source.answer = async promql => {
      if (isDurations(promql)) throw new Error('Prometheus is busy.');
      return { series: [HIT], incomplete: 'A part is missing.' };
    };
    expect(await reader.service('lab', CART)).toMatchObject({
      samples: [SEEN],
      freshness: { state: 'live' },
      gaps: [
        { kind: 'metrics', reason: 'A part is missing.' },
        { kind: 'response times', reason: 'Prometheus is busy.' },
      ],
    });
  });

  it('shows the last reading for a minute when the metrics fail, and says since when', async () => {
    const failing = async () => {
      throw new Error('Prometheus cannot be reached.');
    };
    source.answer = failing;
    expect(await reader.service('lab', CART)).toEqual({
      windowSeconds: 60,
      freshness: {
        state: 'unavailable',
        reason: 'Prometheus cannot be reached.',
      },
      gaps: [],
    });
    source.answer = async () => ({ series: [HIT] });
    later(2);
    await reader.service('lab', CART);
    source.answer = failing;
    later(30);
    expect(await reader.service('lab', CART)).toMatchObject({
      samples: [SEEN, SEEN],
      freshness: {
        state: 'stale',
        heardAt: '2026-11-20T12:00:02.000Z',
        reason: 'Prometheus cannot be reached.',
      },
    });
    expect(reader.freshness('lab')).toMatchObject({ state: 'stale' });
    later(31);
    expect(await reader.service('lab', CART)).toMatchObject({
      samples: undefined,
      freshness: { state: 'stale', heardAt: '2026-11-20T12:00:02.000Z' },
    });
  });

  it('does not make a view wait for slow metrics, and tells when they came', async () => {
    let answer = () => {};
    const slow = new Promise<void>(resolve => {
      answer = resolve;
    });
    const came = new Promise<void>(resolve => {
      reader.onLate(resolve);
    });
    source.answer = async () => {
      await slow;
      return { series: [HIT] };
    };
    expect(await reader.service('lab', CART, { waitMs: 5 })).toMatchObject({
      freshness: { reason: 'The metrics are being read.' },
    });
    answer();
    await came;
    const first = await reader.service('lab', CART, { waitMs: 5 });
    expect(first.freshness.state).toBe('live');

    source.answer = () => new Promise(() => {});
    later(15);
    expect(await reader.service('lab', CART, { waitMs: 5 })).toBe(first);
    later(4);
    expect(await reader.service('lab', CART, { waitMs: 5 })).toEqual({
      ...first,
      freshness: {
        state: 'stale',
        heardAt: '2026-11-20T12:00:00.000Z',
        reason: 'Prometheus has not answered yet.',
      },
    });
  });

  it('asks only some questions at a time', async () => {
    const open: (() => void)[] = [];
    source.answer = () =>
      new Promise(resolve => {
        open.push(() => resolve({ series: [] }));
      });
    const readings = Array.from({ length: 10 }, (_, index) =>
      reader.service('lab', { ...CART, services: [`s${index}`] }),
    );
    while (open.length < 8) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(source.asked).toHaveLength(8);
    source.answer = async () => ({ series: [] });
    for (const finish of open) finish();
    await Promise.all(readings);
    expect(source.asked).toHaveLength(20);
  });

  it('says that no Prometheus is configured, and that nobody has asked yet', async () => {
    const reason =
      'No Prometheus is configured for cluster other (mesh.clusters).';
    expect((await reader.fleet('other', CART)).freshness).toEqual({
      state: 'unavailable',
      reason,
    });
    expect(reader.freshness('other')).toEqual({ state: 'unavailable', reason });
    expect(reader.freshness('lab')).toEqual({
      state: 'unavailable',
      reason: 'Nobody has asked for the metrics of cluster lab yet.',
    });
  });
});
