import type { TrafficPeer } from '../model';
import { groupBy } from './groupBy';
import type { TelemetryRow } from './TelemetryRow';

/** What all proxies report of the traffic with one peer in one protocol. */
export interface Connection {
  peer: TrafficPeer;
  protocol: TelemetryRow['protocol'];
  rows: TelemetryRow[];
}

/** Puts together what was sent between the same two ends. */
export function connectionsOf(
  rows: TelemetryRow[],
  peerOf: (row: TelemetryRow) => TrafficPeer,
): Connection[] {
  return groupBy(rows, peerOf).flatMap(({ key, rows: own }) =>
    groupBy(withoutTunnel(own), row => row.protocol).map(group => ({
      peer: key.kind === 'service' ? behind(key, own) : key,
      protocol: group.key,
      rows: group.rows,
    })),
  );
}

/** ztunnel counts as bytes what somebody else counts as requests. */
function withoutTunnel(rows: TelemetryRow[]): TelemetryRow[] {
  return rows.some(({ metric }) => metric === 'istio_requests_total')
    ? rows.filter(({ ztunnel }) => !ztunnel)
    : rows;
}

/** The workload behind a Service, when there is only one. */
function behind(
  peer: TrafficPeer & { kind: 'service' },
  rows: TelemetryRow[],
): TrafficPeer {
  const only = (values: (string | undefined)[]) => {
    const [first, ...others] = new Set(values.filter(v => v !== undefined));
    return others.length === 0 ? first : undefined;
  };
  return {
    ...peer,
    workload: only(rows.map(({ destination }) => destination.workload)),
    canonicalService: only(
      rows.map(({ destination }) => destination.canonicalService),
    ),
  };
}
