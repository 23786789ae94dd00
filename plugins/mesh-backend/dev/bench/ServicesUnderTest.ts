import { once } from 'node:events';
import { Agent, get as httpGet, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Entity } from '@backstage/catalog-model';
import type { TestLab } from '../../src/testing/TestLab';
import { BackendProcess } from '../backend/BackendProcess';
import { CountingProxy, isRead } from './CountingProxy';

/** Prometheus needs a few scrapes before there are rates. */
const RATES_NEED_MS = 45_000;

interface NamedService {
  namespace: string;
  name: string;
}

/** A fresh backend before a lab of so many services, with everything counted that it asks for. */
export class ServicesUnderTest {
  readonly services: NamedService[];
  readonly backend: BackendProcess;
  /** The last answer that was no success, and to what. */
  complaint: string | undefined;
  private readonly agent = new Agent({ keepAlive: true });
  private readonly prometheus: CountingProxy;
  private readonly apiServer: CountingProxy;

  static async open(lab: TestLab, count: number): Promise<ServicesUnderTest> {
    await lab.scale(count);
    const services = await scaledServices(lab);
    const apiServer = new CountingProxy(
      lab.apiServer,
      Buffer.from(lab.caData, 'base64'),
    );
    const prometheus = new CountingProxy(lab.prometheus);
    const [url, prometheusUrl] = await Promise.all([
      apiServer.listen(),
      prometheus.listen(),
    ]);
    const [backend] = await Promise.all([
      BackendProcess.start({
        entities: services.map(entityOf),
        cluster: { url, caData: lab.caData, token: lab.portalToken },
        prometheus: prometheusUrl,
        database: { client: 'better-sqlite3', connection: ':memory:' },
      }),
      sleep(RATES_NEED_MS),
    ]);
    await backend.untilLive(services.at(-1)!.name);
    return new ServicesUnderTest({ services, backend, prometheus, apiServer });
  }

  private constructor(parts: {
    services: NamedService[];
    backend: BackendProcess;
    prometheus: CountingProxy;
    apiServer: CountingProxy;
  }) {
    this.services = parts.services;
    this.backend = parts.backend;
    this.prometheus = parts.prometheus;
    this.apiServer = parts.apiServer;
  }

  /** Runs something and tells what was asked upstream meanwhile. */
  async counting<T>(run: () => Promise<T>): Promise<{
    result: T;
    queries: number;
    /** Of the API server. */
    reads: number;
    /** 0 without queries. */
    slowestQueryMs: number;
  }> {
    this.prometheus.requests = [];
    this.apiServer.requests = [];
    const result = await run();
    const queries = this.prometheus.requests;
    return {
      result,
      queries: queries.length,
      reads: this.apiServer.requests.filter(isRead).length,
      slowestQueryMs: Math.max(0, ...queries.map(({ ms = 0 }) => ms)),
    };
  }

  /**
   * Resolves with whether the answer was a success. The answer is taken as a browser takes it, over connections that
   * last, but not unpacked: callers share this process and one core, and what they do with it is not measured.
   */
  async get(path: string): Promise<boolean> {
    const request = httpGet(`${this.backend.url}${path}`, {
      agent: this.agent,
      headers: { ...this.backend.headers(), 'Accept-Encoding': 'gzip' },
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    if (response.statusCode === 200) return true;
    this.complaint = `${path}: ${response.statusCode} ${Buffer.concat(chunks)
      .toString()
      .slice(0, 300)}`;
    return false;
  }

  entityPath(index: number): string {
    const { name } = this.services[index % this.services.length];
    return `/entities/component/default/${name}`;
  }

  /** Query parameters that name the service of an entity. */
  serviceQuery(index: number): string {
    const { namespace, name } = this.services[index % this.services.length];
    return `cluster=lab&namespace=${namespace}&service=${name}`;
  }

  async close(): Promise<void> {
    this.agent.destroy();
    await this.backend.stop();
    this.prometheus.close();
    this.apiServer.close();
  }
}

async function scaledServices(lab: TestLab): Promise<NamedService[]> {
  const text = await lab.kubectl(
    ...['get', 'services', '--all-namespaces'],
    ...[
      '--output=jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name}{"\\n"}{end}',
    ],
  );
  return text
    .split('\n')
    .filter(line => line.startsWith('scale-'))
    .map(line => {
      const [namespace, name] = line.split('/');
      return { namespace, name };
    });
}

function entityOf({ namespace, name }: NamedService): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: { 'meshway.dev/service': `${namespace}/${name}` },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/scale-team',
    },
  };
}
