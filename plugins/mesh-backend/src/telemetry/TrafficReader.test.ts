import { json, ScriptedServer, type Answer } from '../testing/ScriptedServer';
import { Prometheus } from './Prometheus';
import { TrafficReader } from './TrafficReader';

const CART = { namespace: 'shop', names: ['cart'] };

function vector(...result: { metric: object; value: [number, string] }[]) {
  return json(200, {
    status: 'success',
    data: { resultType: 'vector', result },
  });
}

describe('TrafficReader', () => {
  let server: ScriptedServer;
  let now: Date;
  let reader: TrafficReader;
  const queries: string[] = [];

  /** Notes the query, then answers. */
  function noting(answer: Answer): Answer {
    return (response, request) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        queries.push(new URLSearchParams(body).get('query') ?? '');
        answer(response, request);
      });
    };
  }

  beforeEach(async () => {
    queries.length = 0;
    now = new Date('2026-11-20T12:00:00Z');
    server = new ScriptedServer();
    await server.start();
    reader = new TrafficReader({
      servers: new Map([['lab', new Prometheus(`${server.url}/prefix/`)]]),
      windowSeconds: 60,
      now: () => now,
    });
  });

  afterEach(() => server.stop());

  it('counts what arrived by pod, and what never arrived', async () => {
    server.answers(
      noting(
        vector(
          {
            metric: {
              reporter: 'destination',
              destination_service_namespace: 'shop',
              destination_service_name: 'cart',
              destination_canonical_revision: 'v2',
              pod: 'cart-1',
              response_code: '200',
              response_flags: '-',
            },
            value: [1, '41.5'],
          },
          {
            metric: {
              reporter: 'source',
              destination_service_namespace: 'shop',
              destination_service_name: 'cart',
              response_code: '503',
              response_flags: 'UH',
            },
            value: [1, '3'],
          },
          {
            metric: {
              destination_service_namespace: 'shop',
              destination_service_name: 'cart',
            },
            value: [1, 'NaN'],
          },
        ),
      ),
    );
    const reading = await reader.service('lab', CART);
    expect(reading.freshness).toEqual({
      state: 'live',
      heardAt: '2026-11-20T12:00:00.000Z',
    });
    expect(reading.of(CART)).toEqual({
      windowSeconds: 60,
      samples: [
        {
          reporter: 'destination',
          pod: 'cart-1',
          canonicalRevision: 'v2',
          responseCode: '200',
          grpcStatus: undefined,
          responseFlags: '-',
          requests: 41.5,
        },
        {
          reporter: 'source',
          pod: undefined,
          canonicalRevision: undefined,
          responseCode: '503',
          grpcStatus: undefined,
          responseFlags: 'UH',
          requests: 3,
        },
      ],
    });
    expect(server.requests).toEqual(['/prefix/api/v1/query']);
  });

  it('does not let a name out of its place in the query', async () => {
    server.answers(noting(vector()));
    await reader.service('lab', {
      namespace: 'a"} or vector(1) #\\',
      names: ['cart', '.*"\n'],
    });
    expect(queries[0]).toContain(
      String.raw`,destination_service_namespace="a\"} or vector(1) #\\",destination_service_name=~"cart|\\.\\*\"\n"}[60s])`,
    );
  });

  it('asks once for all services of a cluster, however many rows ask', async () => {
    server.answers(
      noting(
        vector({
          metric: {
            reporter: 'destination',
            destination_service_namespace: 'shop',
            destination_service_name: 'cart',
          },
          value: [1, '2'],
        }),
      ),
    );
    const readings = await Promise.all(
      [1, 2, 3].map(() => reader.fleet('lab')),
    );
    now = new Date(now.getTime() + 1999);
    readings.push(await reader.fleet('lab'));
    expect(server.requests).toHaveLength(1);
    expect(queries[0]).not.toContain('destination_service_name=~');
    for (const reading of readings) {
      expect(reading.of(CART)?.samples).toHaveLength(1);
      expect(reading.of({ ...CART, names: ['other'] })?.samples).toEqual([]);
    }
  });

  it('asks again two seconds after the answer', async () => {
    server.answers(noting(vector()), noting(vector()));
    await reader.service('lab', CART);
    now = new Date(now.getTime() + 2000);
    await reader.service('lab', CART);
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['refuses', json(503, {}), 'Prometheus answers with status 503.'],
    [
      'breaks off',
      (response => response.socket?.destroy()) as Answer,
      'Prometheus cannot be reached.',
    ],
    [
      'is something else',
      (response => response.end('<html>')) as Answer,
      'Prometheus answers with something else than samples.',
    ],
  ])(
    'says since when the metrics are missing when Prometheus %s',
    async (_, answer, reason) => {
      server.answers(answer, noting(vector()), answer);
      const first = await reader.service('lab', CART);
      expect(first.freshness).toEqual({ state: 'unavailable', reason });
      expect(first.of(CART)).toBeUndefined();
      now = new Date('2026-11-20T12:01:00Z');
      await reader.service('lab', CART);
      now = new Date('2026-11-20T12:02:00Z');
      expect((await reader.service('lab', CART)).freshness).toEqual({
        state: 'stale',
        heardAt: '2026-11-20T12:01:00.000Z',
        reason,
      });
    },
  );

  it('gives up after three seconds', async () => {
    server.answers(() => {});
    expect((await reader.service('lab', CART)).freshness).toEqual({
      state: 'unavailable',
      reason: 'Prometheus does not answer within 3 seconds.',
    });
  });

  it('says that no Prometheus is configured', async () => {
    expect((await reader.fleet('other')).freshness).toEqual({
      state: 'unavailable',
      reason: 'No Prometheus is configured for cluster other (mesh.clusters).',
    });
  });
});
