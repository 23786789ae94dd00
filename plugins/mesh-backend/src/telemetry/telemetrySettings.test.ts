import { mockServices } from '@backstage/backend-test-utils';
import { readTelemetrySettings } from './telemetrySettings';

const URL = 'https://prometheus.example/prefix';

function read(prometheus?: object, mesh: object = {}) {
  return readTelemetrySettings(
    mockServices.rootConfig({
      data: {
        clusters: [{ name: 'plain' }, { name: 'east', prometheus }],
        ...mesh,
      },
    }),
  );
}

describe('readTelemetrySettings', () => {
  it('counts over a minute and asks nobody when nothing is said', () => {
    const nothing = { windowSeconds: 60, clusters: new Map() };
    expect(readTelemetrySettings(undefined)).toEqual(nothing);
    expect(read()).toEqual(nothing);
  });

  it('reads a server at a URL', () => {
    const { windowSeconds, clusters } = read(
      {
        url: URL,
        headers: { 'X-Scope-OrgID': 'east' },
        bearerToken: 'secret',
        labels: { cluster: 'east' },
        podLabel: 'k8s_pod',
        timeout: '5s',
        concurrency: 2,
        scrapeInterval: { seconds: 30 },
      },
      { window: { minutes: 2 } },
    );
    expect(windowSeconds).toBe(120);
    expect(clusters.get('east')).toEqual({
      server: {
        url: URL,
        headers: { 'x-scope-orgid': 'east', authorization: 'Bearer secret' },
      },
      labels: { cluster: 'east' },
      podLabel: 'k8s_pod',
      timeoutMs: 5000,
      concurrency: 2,
      scrapeSeconds: 30,
    });
  });

  it('reads a Service in the cluster', () => {
    const service = { namespace: 'monitoring', name: 'prometheus' };
    expect(read({ service }).clusters.get('east')?.server).toEqual({
      ...service,
      port: '9090',
      scheme: 'http',
      path: '',
    });
    const full = { ...service, port: 80, scheme: 'https', path: '/prom' };
    expect(read({ service: full }).clusters.get('east')?.server).toEqual({
      ...full,
      port: '80',
    });
  });

  const service = { namespace: 'monitoring', name: 'prometheus' };
  const KEY = 'mesh.clusters[1].prometheus';

  it.each<[object, string]>([
    [{ url: 'ftp://prometheus' }, `${KEY}.url must be`],
    [{ url: 'http://user:secret@prometheus' }, `${KEY}.url must be`],
    [{ url: 'http://prometheus?tenant=a' }, `${KEY}.url must be`],
    [{ url: URL, service }, `${KEY} must have either url or service`],
    [
      {
        url: URL,
        bearerToken: 'a',
        basicAuth: { username: 'a', password: 'b' },
      },
      `${KEY} must have either basicAuth or bearerToken`,
    ],
    [{ url: URL, bearerToken: 'two\nlines' }, `${KEY}.headers, basicAuth`],
    [{ service, bearerToken: 'a' }, `${KEY}.bearerToken must come with url`],
    [{ url: 'http://prometheus', tls: {} }, `${KEY}.tls must come with`],
    [{ url: URL, tls: { certFile: 'a' } }, `${KEY}.tls must have both`],
    [
      { url: URL, tls: { caFile: '/none' } },
      `${KEY}.tls.caFile must be a file`,
    ],
    [{ url: URL, podLabel: 'a-b' }, `${KEY}.podLabel must name a label`],
    [{ url: URL, labels: { 'a-b': 'c' } }, `${KEY}.labels.a-b must name`],
    [{ url: URL, concurrency: 0 }, `${KEY}.concurrency must be`],
    [{ url: URL, timeout: '1h' }, `${KEY}.timeout must be between`],
    [{ url: URL, scrapeInterval: 'often' }, `${KEY}.scrapeInterval must be`],
    [{ url: URL, scrapeInterval: '1m' }, 'mesh.window must be at least twice'],
    [
      { service: { ...service, name: 'a/../b' } },
      `${KEY}.service.name must not be`,
    ],
    [
      { service: { ...service, path: '/../secrets' } },
      `${KEY}.service.path must not be`,
    ],
    [
      { service: { ...service, scheme: 'gopher' } },
      `${KEY}.service.scheme must not be`,
    ],
  ])('refuses %j', (prometheus, message) => {
    expect(() => read(prometheus)).toThrow(message);
  });

  it('does not tell a secret that it cannot use', () => {
    expect(() => read({ url: URL, bearerToken: 'two\nlines' })).not.toThrow(
      /lines/,
    );
  });

  it('refuses a window that is too short', () => {
    expect(() => read(undefined, { window: '5s' })).toThrow(
      'mesh.window must be between 10 and 3600 seconds, not 5.',
    );
  });
});
