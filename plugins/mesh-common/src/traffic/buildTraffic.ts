import type { Traffic, TrafficEdge } from '../model';
import type { KnownRevision } from '../service/revisions';
import { attributionOf, servedBy, type HostServices } from './attribute';
import { connectionsOf, type Connection } from './connections';
import { edgesOf } from './edges';
import { onceOnly, RECEIVER_FIRST, SENDER_FIRST } from './onceOnly';
import { calleeOf, callerOf } from './peers';
import {
  durationSample,
  requestSample,
  sentByOf,
  servedByOf,
  tcpSample,
} from './samples';
import type { ServiceTraffic } from './ServiceTraffic';
import { signalsOf } from './signals';
import { readSample, type TelemetryRow } from './TelemetryRow';
import type { TelemetrySample } from './TelemetrySample';

/** More edges than this nobody can read, in either direction. */
const MOST_EDGES = 200;

/** Where the traffic of a service is found, and what is known of it. */
export interface TrafficInput {
  namespace: string;
  /** All Services through which the workload is reached: itself, and those of stable and canary. */
  services: string[];
  known: KnownRevision[];
  /** When revisions have a Service each. */
  hosts?: HostServices;
  samples: TelemetrySample[];
  windowSeconds: number;
}

/**
 * Who calls a service and whom it calls, and its golden signals as a whole and by revision.
 *
 * Requests *to* the service are counted as its own proxies do, those *of* the service likewise: the
 * former are `reporter="destination"`, the latter `reporter="source"`, as in Kiali's graph of a single node.
 * A request that the service sends to itself is one that it receives.
 *
 * This never throws: samples that cannot be read are left out.
 */
export function buildTraffic(input: TrafficInput): Traffic {
  const { known, windowSeconds } = input;
  const rows = input.samples.flatMap(sample => readSample(sample) ?? []);
  const isInbound = (row: TelemetryRow) => receives(row, input);
  const inbound = connectionsOf(
    withoutHopBehindWaypoint(rows.filter(isInbound)),
    callerOf,
  );
  const outbound = connectionsOf(
    rows.filter(row => !isInbound(row) && sends(row, input)),
    calleeOf,
  );

  const byReceiver = serviceTraffic(inbound, RECEIVER_FIRST, windowSeconds);
  const bySender = serviceTraffic(inbound, SENDER_FIRST, windowSeconds);
  const bySource = bySender.samples;
  const attribution = attributionOf(
    known,
    { ...byReceiver, bySource },
    input.hosts,
  );
  const sendersTell = attribution.possible && attribution.by === 'service';
  const callers = edgesOf(inbound, {
    order: sendersTell ? SENDER_FIRST : RECEIVER_FIRST,
    revisionOf: row =>
      attribution.possible ? attribution.of(servedByOf(row))?.hash : undefined,
    windowSeconds,
  });
  const ofSenders = attributionOf(known, {
    windowSeconds,
    samples: onceOnlyOf(outbound, SENDER_FIRST).flatMap(row =>
      requestSample(row).map(sample => ({ ...sample, ...sentByOf(row) })),
    ),
  });
  const callees = edgesOf(outbound, {
    order: SENDER_FIRST,
    revisionOf: row =>
      ofSenders.possible ? ofSenders.of(sentByOf(row))?.hash : undefined,
    windowSeconds,
  });
  const told = { ...(sendersTell ? bySender : byReceiver), bySource };
  return {
    windowSeconds,
    signals: signalsOf(byReceiver, windowSeconds),
    revisions: attribution.possible
      ? known.map(({ revision }) => ({
          hash: revision.hash,
          signals: signalsOf(
            servedBy(revision, told, attribution),
            windowSeconds,
          ),
        }))
      : [],
    attribution: attribution.possible ? { possible: true } : attribution,
    callers: callers.slice(0, MOST_EDGES),
    callees: callees.slice(0, MOST_EDGES),
    omittedEdges: beyond(callers) + beyond(callees),
  };
}

type Ends = Pick<TrafficInput, 'namespace' | 'services' | 'known'>;

function receives({ destination }: TelemetryRow, ends: Ends): boolean {
  const { service, serviceNamespace } = destination;
  return (
    serviceNamespace === ends.namespace &&
    service !== undefined &&
    ends.services.includes(service)
  );
}

function sends({ source }: TelemetryRow, ends: Ends): boolean {
  return (
    source.namespace === ends.namespace &&
    ends.known.some(({ revision }) => revision.workload === source.workload)
  );
}

/** The waypoint is no caller: what ztunnel carries from it to the pods has come from the callers. */
function withoutHopBehindWaypoint(rows: TelemetryRow[]): TelemetryRow[] {
  return rows.some(({ reporter }) => reporter === 'waypoint')
    ? rows.filter(({ ztunnel }) => !ztunnel)
    : rows;
}

function serviceTraffic(
  connections: Connection[],
  order: typeof RECEIVER_FIRST | typeof SENDER_FIRST,
  windowSeconds: number,
): ServiceTraffic {
  const rows = onceOnlyOf(connections, order);
  return {
    windowSeconds,
    samples: rows.flatMap(requestSample),
    durations: rows.flatMap(durationSample),
    tcp: rows.flatMap(tcpSample),
  };
}

function onceOnlyOf(
  connections: Connection[],
  order: typeof RECEIVER_FIRST | typeof SENDER_FIRST,
): TelemetryRow[] {
  return connections.flatMap(({ rows }) => onceOnly(rows, order));
}

function beyond(edges: TrafficEdge[]): number {
  return Math.max(0, edges.length - MOST_EDGES);
}
