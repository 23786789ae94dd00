import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { mockServices } from '@backstage/backend-test-utils';
import { PrometheusSource } from './PrometheusSource';
import type { UrlSettings } from './serverSettings';
import { readTelemetrySettings } from './telemetrySettings';
import { urlTransport } from './urlTransport';

/** Makes a key and a certificate that vouches for itself. */
function certificate(folder: string, name: string) {
  const keyFile = join(folder, `${name}.key`);
  const certFile = join(folder, `${name}.crt`);
  const command =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1';
  execFileSync(
    'openssl',
    [
      ...command.split(' '),
      ...['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`],
      ...['-keyout', keyFile, '-out', certFile],
    ],
    { stdio: 'ignore' },
  );
  return { keyFile, certFile };
}

describe('urlTransport', () => {
  const folder = mkdtempSync(join(tmpdir(), 'meshway-tls-'));
  const seen: unknown[] = [];
  let server: Server;
  let files: Record<'server' | 'portal', { keyFile: string; certFile: string }>;

  beforeAll(async () => {
    files = {
      server: certificate(folder, 'prometheus.example'),
      portal: certificate(folder, 'portal.example'),
    };
    server = createServer(
      {
        key: readFileSync(files.server.keyFile),
        cert: readFileSync(files.server.certFile),
        ca: readFileSync(files.portal.certFile),
        requestCert: true,
      },
      (request, response) => {
        const { subject } = (request.socket as TLSSocket).getPeerCertificate();
        seen.push(subject.CN, request.headers.authorization);
        response.end(
          JSON.stringify({
            status: 'success',
            data: { resultType: 'vector', result: [] },
          }),
        );
      },
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    rmSync(folder, { recursive: true });
  });

  async function ask(tls: object) {
    const { port } = server.address() as AddressInfo;
    const { clusters } = readTelemetrySettings(
      mockServices.rootConfig({
        data: {
          clusters: [
            {
              name: 'lab',
              prometheus: {
                url: `https://127.0.0.1:${port}`,
                basicAuth: { username: 'portal', password: 'secret' },
                tls,
              },
            },
          ],
        },
      }),
    );
    return await new PrometheusSource({
      transport: urlTransport(clusters.get('lab')!.server as UrlSettings),
    }).query('up', { signal: AbortSignal.timeout(5_000) });
  }

  it('shows its certificate and its password to the server that it trusts', async () => {
    await ask({
      caFile: files.server.certFile,
      certFile: files.portal.certFile,
      keyFile: files.portal.keyFile,
      serverName: 'prometheus.example',
    });
    expect(seen).toEqual(['portal.example', 'Basic cG9ydGFsOnNlY3JldA==']);
  });

  it.each([
    ['is signed by nobody it trusts', () => ({})],
    [
      'has another name',
      () => ({ caFile: files.server.certFile, serverName: 'other.example' }),
    ],
  ])('does not talk to a server whose certificate %s', async (_, tls) => {
    seen.length = 0;
    await expect(ask(tls())).rejects.toThrow('Prometheus cannot be reached.');
    expect(seen).toEqual([]);
  });
});
