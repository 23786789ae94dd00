import type { RequestFailure, TrafficEdge } from '../model';
import type { Connection } from './connections';
import { groupBy } from './groupBy';
import { codeOf, failed } from './outcome';
import { onceOnly } from './onceOnly';
import type { RequestSample } from './ServiceTraffic';
import { errorShareOf, latencyOf, sum, tcpOf, total } from './signals';
import type { TelemetryRow } from './TelemetryRow';
import type { TelemetryMetric } from './TelemetrySample';
import { durationSample, requestSample, tcpSample } from './samples';

const MOST_FAILURES = 5;

/** What was sent between the service and its peers, by protocol and revision, the busiest first. */
export function edgesOf(
  connections: Connection[],
  options: {
    order: readonly TelemetryRow['reporter'][];
    /** Hash of the revision at the service's own end. */
    revisionOf(row: TelemetryRow): string | undefined;
    windowSeconds: number;
  },
): TrafficEdge[] {
  const { order, revisionOf, windowSeconds } = options;
  return connections
    .flatMap(({ peer, protocol, rows }) => {
      const encrypted = mtlsShareOf(rows);
      return groupBy(onceOnly(rows, order), revisionOf).map(part =>
        edge(part.rows, {
          peer,
          revision: part.key,
          protocol,
          windowSeconds,
          // Those who are believed may not tell what the receiver knows.
          mtlsShare: mtlsShareOf(part.rows) ?? encrypted,
        }),
      );
    })
    .sort((a, b) => b.requests - a.requests || bytesOf(b) - bytesOf(a));
}

function edge(
  rows: TelemetryRow[],
  parts: Pick<TrafficEdge, 'peer' | 'revision' | 'protocol' | 'mtlsShare'> & {
    windowSeconds: number;
  },
): TrafficEdge {
  const { windowSeconds, ...known } = parts;
  const samples = rows.flatMap(requestSample);
  const requests = sum(samples);
  return {
    ...known,
    requests,
    requestsPerSecond: requests / windowSeconds,
    errorShare: errorShareOf(samples),
    failures: failuresOf(samples),
    p95: latencyOf(rows.flatMap(durationSample))?.p95,
    messages: messagesOf(rows, windowSeconds),
    tcp: tcpOf(rows.flatMap(tcpSample), windowSeconds),
  };
}

function failuresOf(samples: RequestSample[]): RequestFailure[] {
  const kinds = groupBy(samples.filter(failed), sample => ({
    code: codeOf(sample),
    flags: sample.responseFlags ?? '-',
  }));
  return kinds
    .map(({ key, rows }) => ({ ...key, requests: sum(rows) }))
    .sort((a, b) => b.requests - a.requests)
    .slice(0, MOST_FAILURES);
}

function messagesOf(
  rows: TelemetryRow[],
  windowSeconds: number,
): TrafficEdge['messages'] {
  const rate = (metric: TelemetryMetric) =>
    total(rows.filter(r => r.metric === metric).map(r => r.value)) /
    windowSeconds;
  const requestsPerSecond = rate('istio_request_messages_total');
  const responsesPerSecond = rate('istio_response_messages_total');
  return requestsPerSecond + responsesPerSecond > 0
    ? { requestsPerSecond, responsesPerSecond }
    : undefined;
}

/** By requests, or by bytes where there are no requests. */
function mtlsShareOf(rows: TelemetryRow[]): number | undefined {
  const told = rows.filter(
    ({ metric, mutualTls }) =>
      mutualTls !== undefined &&
      (metric === 'istio_requests_total' || metric.startsWith('istio_tcp_')),
  );
  const all = total(told.map(({ value }) => value));
  const encrypted = total(
    told.filter(({ mutualTls }) => mutualTls).map(({ value }) => value),
  );
  return all > 0 ? encrypted / all : undefined;
}

function bytesOf({ tcp }: TrafficEdge): number {
  return tcp ? tcp.sentBytesPerSecond + tcp.receivedBytesPerSecond : 0;
}
