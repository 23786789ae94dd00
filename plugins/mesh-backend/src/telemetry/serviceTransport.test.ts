import { json, ScriptedServer } from '../testing/ScriptedServer';
import { createTelemetry } from './createTelemetry';
import { DEFAULT_METRICS_SETTINGS } from './telemetrySettings';
import { UNCOUNTED } from '../observability/MeshMetrics';

describe('serviceTransport', () => {
  let api: ScriptedServer;
  let isKnown = true;

  beforeEach(async () => {
    isKnown = true;
    api = new ScriptedServer();
    await api.start();
  });

  afterEach(() => api.stop());

  async function ask() {
    const telemetry = createTelemetry({
      settings: new Map([
        [
          'lab',
          {
            ...DEFAULT_METRICS_SETTINGS,
            server: {
              namespace: 'monitoring',
              name: 'prometheus',
              port: 'web',
              scheme: 'https' as const,
              path: '/prom',
            },
          },
        ],
      ]),
      sources: new Map(),
      clusters: {
        get: () =>
          isKnown
            ? { request: (path, init) => fetch(`${api.url}${path}`, init) }
            : undefined,
      },
      metrics: UNCOUNTED,
    });
    return await telemetry.get('lab')!.query('service', 'up{a="b c"}');
  }

  it('asks through the API server, by a mere GET', async () => {
    api.answers((response, request) => {
      expect(request.method).toBe('GET');
      json(200, {
        status: 'success',
        data: {
          resultType: 'vector',
          result: [{ metric: { pod: 'a' }, value: [1, '2'] }],
        },
      })(response, request);
    });
    expect((await ask()).series).toHaveLength(1);
    expect(api.requests).toEqual([
      '/api/v1/namespaces/monitoring/services/https:prometheus:web/proxy/prom/api/v1/query?query=up%7Ba%3D%22b+c%22%7D',
    ]);
  });

  it.each([
    [
      403,
      'The portal may not reach the Service prometheus of Prometheus in namespace monitoring: grant it the verb get on services/proxy there.',
    ],
    [
      404,
      'There is no answer from the Service prometheus of Prometheus in namespace monitoring (status 404): correct mesh.clusters[].prometheus.service.',
    ],
    [
      503,
      'Nothing answers behind the Service prometheus of Prometheus in namespace monitoring (status 503).',
    ],
    [500, 'Prometheus answers with status 500.'],
  ])('says what status %i of the API server means', async (status, message) => {
    api.answers(json(status, { kind: 'Status' }));
    await expect(ask()).rejects.toThrow(message);
  });

  it('says that it cannot be reached when the cluster is none', async () => {
    isKnown = false;
    await expect(ask()).rejects.toThrow('Prometheus cannot be reached.');
  });
});
