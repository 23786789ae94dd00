import type { TrafficEdge } from '@meshway/plugin-mesh-common';

/** Several edges as one. */
export interface EdgeSum {
  protocols: TrafficEdge['protocol'][];
  requests: number;
  requestsPerSecond: number;
  /** Undefined without requests. */
  errorShare?: number;
  /** Only where a single edge has one: quantiles of several cannot be put together. */
  p95?: number;
  /** Undefined where nobody tells. */
  mtlsShare?: number;
  /** Both ways; undefined without plain TCP. */
  bytesPerSecond?: number;
}

/** Adds up the edges between the same two ends. */
export function sumEdges(edges: readonly TrafficEdge[]): EdgeSum {
  const quantiles = edges.flatMap(({ p95 }) => p95 ?? []);
  const bytes = edges.flatMap(({ tcp }) =>
    tcp ? tcp.sentBytesPerSecond + tcp.receivedBytesPerSecond : [],
  );
  return {
    protocols: [...new Set(edges.map(({ protocol }) => protocol))],
    requests: total(edges.map(({ requests }) => requests)),
    requestsPerSecond: total(
      edges.map(({ requestsPerSecond }) => requestsPerSecond),
    ),
    errorShare: shareOf(edges, ({ errorShare }) => errorShare),
    p95: quantiles.length === 1 ? quantiles[0] : undefined,
    mtlsShare: shareOf(edges, ({ mtlsShare }) => mtlsShare),
    bytesPerSecond: bytes.length > 0 ? total(bytes) : undefined,
  };
}

/** The mean of the shares, by requests, and where nobody makes requests, by number of edges. */
function shareOf(
  edges: readonly TrafficEdge[],
  read: (edge: TrafficEdge) => number | undefined,
): number | undefined {
  const known = edges.filter(edge => read(edge) !== undefined);
  if (known.length === 0) return undefined;
  const requests = total(known.map(edge => edge.requests));
  const weightOf = (edge: TrafficEdge) => (requests > 0 ? edge.requests : 1);
  return (
    total(known.map(edge => read(edge)! * weightOf(edge))) /
    total(known.map(weightOf))
  );
}

function total(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
