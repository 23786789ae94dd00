/**
 * What came back from a server of metrics.
 */
export interface MetricsResponse {
  status: number;
  body: AsyncIterable<Uint8Array> | null;
}

/**
 * Carries a call of Prometheus' API to its server.
 *
 * @param path - from `/api` on
 */
export type MetricsTransport = (
  path: string,
  parameters: URLSearchParams,
  signal: AbortSignal,
) => Promise<MetricsResponse>;
