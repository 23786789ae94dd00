import type { KnownRevision } from '../service/revisions';
import {
  attributionOf,
  type Attribution,
  type HostServices,
} from './attribute';
import { connectionsOf, type Connection } from './connections';
import { onceOnly, RECEIVER_FIRST, SENDER_FIRST } from './onceOnly';
import { callerOf } from './peers';
import { durationSample, requestSample, tcpSample } from './samples';
import type { ServiceTraffic } from './ServiceTraffic';
import { readSample, type TelemetryRow } from './TelemetryRow';
import type { TelemetrySample } from './TelemetrySample';

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

/** What a service received, and how its revisions are told apart in that. */
export interface ReceivedTraffic {
  /** All samples that can be read. */
  rows: TelemetryRow[];
  inbound: Connection[];
  byReceiver: ServiceTraffic;
  attribution: Attribution;
  /** Whether only those who send know which revision they asked for. */
  sendersTell: boolean;
  /** As those count it who know the revision. */
  told: ServiceTraffic;
}

/** Counts what a service received, each request once. */
export function receivedTraffic(input: TrafficInput): ReceivedTraffic {
  const { known, windowSeconds, hosts } = input;
  const rows = input.samples.flatMap(sample => readSample(sample) ?? []);
  const inbound = connectionsOf(
    withoutHopBehindWaypoint(rows.filter(row => receives(row, input))),
    callerOf,
  );
  const byReceiver = serviceTraffic(inbound, RECEIVER_FIRST, windowSeconds);
  const bySender = serviceTraffic(inbound, SENDER_FIRST, windowSeconds);
  const bySource = bySender.samples;
  const attribution = attributionOf(known, { ...byReceiver, bySource }, hosts);
  const sendersTell = attribution.possible && attribution.by === 'service';
  return {
    rows,
    inbound,
    byReceiver,
    attribution,
    sendersTell,
    told: { ...(sendersTell ? bySender : byReceiver), bySource },
  };
}

/** Whether something was sent to one of the Services. */
export function receives(
  { destination }: TelemetryRow,
  ends: Pick<TrafficInput, 'namespace' | 'services'>,
): boolean {
  const { service, serviceNamespace } = destination;
  return (
    serviceNamespace === ends.namespace &&
    service !== undefined &&
    ends.services.includes(service)
  );
}

export function onceOnlyOf(
  connections: Connection[],
  order: typeof RECEIVER_FIRST | typeof SENDER_FIRST,
): TelemetryRow[] {
  return connections.flatMap(({ rows }) => onceOnly(rows, order));
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
