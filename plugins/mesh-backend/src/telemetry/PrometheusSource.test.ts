import { json, ScriptedServer, type Answer } from '../testing/ScriptedServer';
import { PrometheusSource } from './PrometheusSource';
import { urlTransport } from './urlTransport';

function success(data: object, rest: object = {}) {
  return json(200, { status: 'success', data, ...rest });
}

describe('PrometheusSource', () => {
  let server: ScriptedServer;
  let source: PrometheusSource;
  const headers: unknown[] = [];

  beforeEach(async () => {
    headers.length = 0;
    server = new ScriptedServer();
    await server.start();
    source = new PrometheusSource({
      transport: urlTransport({
        url: `${server.url}/prefix/`,
        headers: { authorization: 'Bearer secret', 'x-scope-orgid': 'east' },
      }),
    });
  });

  afterEach(() => server.stop());

  const query = (timeoutMs = 5_000) =>
    source.query('up', { signal: AbortSignal.timeout(timeoutMs) });

  it('reads samples, and leaves out what is no number', async () => {
    server.answers((response, request) => {
      headers.push(
        request.headers.authorization,
        request.headers['x-scope-orgid'],
      );
      success({
        resultType: 'vector',
        result: [
          { metric: { pod: 'cart-1' }, value: [1, '41.5'] },
          { metric: {}, value: [1, 'NaN'] },
        ],
      })(response, request);
    });
    expect(await query()).toEqual({
      series: [{ labels: { pod: 'cart-1' }, value: 41.5 }],
      incomplete: undefined,
    });
    expect(server.requests).toEqual(['/prefix/api/v1/query']);
    expect(headers).toEqual(['Bearer secret', 'east']);
  });

  it('reads series', async () => {
    server.answers(
      success({
        resultType: 'matrix',
        result: [
          {
            metric: { pod: 'cart-1' },
            values: [
              [1, '2'],
              [2, '+Inf'],
              [3, '4'],
            ],
          },
        ],
      }),
    );
    expect(
      await source.queryRange('up', {
        start: 1,
        end: 3,
        stepSeconds: 1,
        signal: AbortSignal.timeout(5_000),
      }),
    ).toMatchObject({
      series: [
        {
          labels: { pod: 'cart-1' },
          points: [
            [1, 2],
            [3, 4],
          ],
        },
      ],
    });
  });

  it('says that a part is missing, without the words of the server', async () => {
    server.answers(
      success(
        { resultType: 'vector', result: [] },
        { warnings: ['receive series from 10.0.0.1:10901: refused'] },
      ),
    );
    expect(await query()).toEqual({
      series: [],
      incomplete: 'A part of the metrics did not answer.',
    });
  });

  it.each<[string, Answer, string]>([
    ['refuses', json(503, {}), 'Prometheus answers with status 503.'],
    [
      'does not know the portal',
      json(401, {}),
      'Prometheus does not let the portal in (status 401).',
    ],
    [
      'sends the credentials elsewhere',
      response => {
        response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end();
      },
      'Prometheus answers with status 302.',
    ],
    [
      'breaks off',
      response => response.socket?.destroy(),
      'Prometheus cannot be reached.',
    ],
    [
      'breaks off in the middle',
      response => {
        response.writeHead(200);
        response.write('{"status"', () => response.socket?.destroy());
      },
      'Prometheus cannot be reached.',
    ],
    [
      'is something else',
      response => response.end('<html>'),
      'Prometheus answers with something else than samples.',
    ],
    [
      'answers with a scalar',
      success({ resultType: 'scalar', result: [1, '2'] }),
      'Prometheus answers with something else than samples.',
    ],
    ...[null, 'pod', ['cart-1'], { pod: 1 }].map(
      (metric): [string, Answer, string] => [
        `answers with ${JSON.stringify(metric)} for labels`,
        success({
          resultType: 'vector',
          result: [{ metric, value: [1, '2'] }],
        }),
        'Prometheus answers with something else than samples.',
      ],
    ),
    [
      'answers with too many series',
      success({
        resultType: 'vector',
        result: Array.from({ length: 50_001 }, () => ({
          metric: {},
          value: [1, '2'],
        })),
      }),
      'Prometheus answers with more series than can be shown. Aggregate labels away that are not needed.',
    ],
    [
      'does not stop',
      response => {
        const chunk = Buffer.alloc(1024 * 1024, ' ');
        response.writeHead(200);
        const send = () => response.write(chunk, error => error ?? send());
        send();
      },
      'Prometheus answers with more series than can be shown. Aggregate labels away that are not needed.',
    ],
  ])('says what is wrong when the server %s', async (_, answer, message) => {
    server.answers(answer);
    await expect(query()).rejects.toThrow(message);
  });

  it('gives up in time', async () => {
    server.answers(() => {});
    await expect(query(20)).rejects.toThrow(
      'Prometheus does not answer in time.',
    );
  });
});
