import {
  countHttp,
  countTcp,
  type Hop,
  PROXY_OVERHEAD_MS,
} from './accounting.ts';
import { type CallGraph, callsOf, type Client } from './callGraph.ts';
import type { HttpRequest } from './httpMatch.ts';
import { type Mesh, resolvePort } from './mesh.ts';
import type { MeshPod } from './meshPod.ts';
import { effectiveMtls } from './mtls.ts';
import type { ServicePort } from './objects.ts';
import { OutlierDetectors } from './outliers.ts';
import type { ProxyRegistry } from './proxyRegistry.ts';
import { logNormal, pick, type Random } from './random.ts';
import { type Route, routeAtGateway, routeFromWorkload } from './routing.ts';
import { type NamedService, standardLabels } from './standardLabels.ts';

/** What the virtual requests of one tick find. */
export interface Moment {
  mesh: Mesh;
  graph: CallGraph;
  /** Milliseconds since the epoch. */
  now: number;
}

interface Answer {
  code: number;
  durationMs: number;
}

const LATENCY_SPREAD = 0.35;
const REQUEST_BYTES = 420;
const RESPONSE_BYTES = 3_200;
/** Exchanges on one TCP connection before its pool closes it. */
const EXCHANGES_PER_CONNECTION = 50;
/** Guards against a call graph that loops. */
const MAX_DEPTH = 8;

const TCP_PROTOCOLS = new Set([
  'tcp',
  'tls',
  'https',
  'mongo',
  'mysql',
  'redis',
]);

/** Istio's protocol selection: `appProtocol`, else the port name's prefix, else HTTP by sniffing. */
function isTcp({ appProtocol, name }: ServicePort): boolean {
  return TCP_PROTOCOLS.has(appProtocol ?? name?.split('-')[0] ?? '');
}

function get(
  target: { host: string; port: number; path: string },
  headers: Record<string, string>,
): HttpRequest {
  const { host, port, path } = target;
  return { host, port, path, method: 'GET', headers };
}

/**
 * Sends virtual requests along the call graph and lets both proxies of every
 * hop count them.
 */
export class Traffic {
  readonly #proxies: ProxyRegistry;
  readonly #random: Random;
  readonly #outliers = new OutlierDetectors();
  readonly #owed = new Map<string, number>();
  readonly #exchanges = new Map<string, number>();

  constructor(proxies: ProxyRegistry, random: Random) {
    this.#proxies = proxies;
    this.#random = random;
  }

  /** Sends what the clients send in `seconds`; fractions of a request are carried over. */
  run(moment: Moment, seconds: number): void {
    for (const client of moment.graph.clients) {
      const id = `${client.from?.namespace ?? ''} ${client.name}`;
      const owed =
        (this.#owed.get(id) ?? 0) + client.requestsPerSecond * seconds;
      const whole = Math.floor(owed);
      this.#owed.set(id, owed - whole);
      for (let i = 0; i < whole; i += 1) {
        this.send(moment, client);
      }
    }
  }

  /** Forgets what is remembered about pods that are gone. */
  forgetGonePods(mesh: Mesh): void {
    const alive = new Set(mesh.pods.map(({ uid }) => uid));
    this.#outliers.forget(alive);
    for (const key of this.#exchanges.keys()) {
      if (!key.split(' ').every(uid => alive.has(uid))) {
        this.#exchanges.delete(key);
      }
    }
  }

  /** One request of a client. Nothing happens when no door is open to it. */
  send(moment: Moment, client: Client): void {
    const { mesh } = moment;
    const request = get(client, client.headers);
    if (client.from) {
      const { namespace, service } = client.from;
      const callers = mesh
        .podsIn(namespace)
        .filter(pod => pod.ready && pod.canonicalService === service);
      if (callers.length > 0) {
        this.#fromWorkload(moment, pick(callers, this.#random), request, 0);
      }
      return;
    }
    const doors = mesh.ingress(client.host).filter(({ pods }) => pods.length);
    if (doors.length === 0) {
      return;
    }
    const source = pick(doors[0].pods, this.#random);
    const routes = doors.flatMap(({ gateway }) =>
      mesh.gatewayRoutes(gateway, client.host),
    );
    const route = routeAtGateway(mesh, routes, request, source, this.#random);
    this.#follow(moment, source, route, request, 0);
  }

  #fromWorkload(
    moment: Moment,
    source: MeshPod,
    request: HttpRequest,
    depth: number,
  ): Answer {
    const route = routeFromWorkload(moment.mesh, request, source, this.#random);
    return this.#follow(moment, source, route, request, depth);
  }

  #follow(
    moment: Moment,
    source: MeshPod,
    route: Route,
    request: HttpRequest,
    depth: number,
  ): Answer {
    if (route.kind === 'answer') {
      // A sidecar falls back to the Host header to name the service, a gateway must not.
      const named = {
        fqdn: request.host,
        name: request.host,
        namespace: 'unknown',
      };
      return this.#refuse(
        source,
        source.proxy === 'gateway' ? undefined : named,
        route,
      );
    }
    const { mesh, now } = moment;
    const { cluster } = route;
    const endpoints = this.#outliers.healthy(source, cluster, now);
    if (endpoints.length === 0) {
      return this.#refuse(source, cluster.service, { code: 503, flags: 'UH' });
    }
    const destination = pick(endpoints, this.#random);
    const targetPort = resolvePort(cluster.port, destination);
    const mode = effectiveMtls(
      destination,
      targetPort,
      mesh.peerAuthentications,
    );
    // Auto mTLS: the caller encrypts when the other side can decrypt.
    const mutualTls =
      source.proxy !== 'none' &&
      destination.proxy !== 'none' &&
      !cluster.plaintext &&
      mode !== 'DISABLE';
    if (destination.proxy !== 'none' && mode === 'STRICT' && !mutualTls) {
      // The receiver closes the connection before it sees a request.
      const closed = { code: 503, flags: 'UC' };
      return this.#refuse(source, cluster.service, closed, destination);
    }
    const hop = { source, destination, cluster, targetPort, mutualTls };
    if (isTcp(cluster.port)) {
      return this.#exchange(moment, hop);
    }
    const answer = this.#serve(moment, destination, depth);
    this.#outliers.report(source, cluster, destination, answer.code, now);
    countHttp(this.#proxies, mesh, hop, answer.code, {
      durationMs: answer.durationMs,
      requestBytes: Math.round(logNormal(REQUEST_BYTES, 0.2, this.#random)),
      responseBytes: Math.round(logNormal(RESPONSE_BYTES, 0.5, this.#random)),
    });
    return { ...answer, durationMs: answer.durationMs + PROXY_OVERHEAD_MS };
  }

  /** The application's work: its own time, then its calls one after the other. */
  #serve(moment: Moment, pod: MeshPod, depth: number): Answer {
    let durationMs = this.#latency(pod);
    let failed = this.#random() < pod.errorRate;
    for (const call of depth < MAX_DEPTH ? callsOf(moment.graph, pod) : []) {
      const whole = Math.floor(call.requests);
      const extra = this.#random() < call.requests - whole ? 1 : 0;
      for (let i = 0; i < whole + extra; i += 1) {
        const answer = this.#fromWorkload(
          moment,
          pod,
          get(call, {}),
          depth + 1,
        );
        durationMs += answer.durationMs;
        failed ||= call.required && answer.code >= 500;
      }
    }
    return { code: failed ? 500 : 200, durationMs };
  }

  /** The request ends at the source: only its proxy can tell of it. */
  #refuse(
    source: MeshPod,
    service: NamedService | undefined,
    { code, flags }: { code: number; flags: string },
    destination?: MeshPod,
  ): Answer {
    const durationMs = this.#random();
    const labels = standardLabels({
      reporter: 'source',
      source,
      destination,
      service,
      mutualTls: false,
      protocol: 'http',
      responseCode: code,
      responseFlags: flags,
    });
    this.#proxies.metricsOf(source)?.recordHttp(labels, {
      durationMs,
      requestBytes: REQUEST_BYTES,
      responseBytes: 91,
    });
    return { code, durationMs };
  }

  #exchange(moment: Moment, hop: Hop): Answer {
    const key = `${hop.source.uid} ${hop.destination.uid}`;
    const count = this.#exchanges.get(key) ?? 0;
    this.#exchanges.set(key, (count + 1) % EXCHANGES_PER_CONNECTION);
    countTcp(this.#proxies, moment.mesh, hop, {
      receivedBytes: Math.round(logNormal(REQUEST_BYTES, 0.2, this.#random)),
      sentBytes: Math.round(logNormal(RESPONSE_BYTES, 0.5, this.#random)),
      opened: count === 0 ? 1 : 0,
      closed: count === EXCHANGES_PER_CONNECTION - 1 ? 1 : 0,
    });
    return { code: 200, durationMs: this.#latency(hop.destination) };
  }

  #latency(pod: MeshPod): number {
    return logNormal(pod.latencyMs, LATENCY_SPREAD, this.#random);
  }
}
