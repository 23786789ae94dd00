import type { Signals } from '../model';
import { histogramOf, quantile, type HistogramBucket } from './histogram';
import { failed } from './outcome';
import type {
  DurationSample,
  RequestSample,
  TcpSample,
} from './ServiceTraffic';

/** What signals are made of. */
export interface Observed {
  samples: RequestSample[];
  durations?: DurationSample[];
  tcp?: TcpSample[];
}

/** The golden signals of some samples. */
export function signalsOf(
  { samples, durations = [], tcp = [] }: Observed,
  windowSeconds: number,
): Signals {
  const requests = sum(samples);
  return {
    requestsPerSecond: requests / windowSeconds,
    errorShare: errorShareOf(samples),
    requests,
    windowSeconds,
    latency: latencyOf(durations),
    tcp: tcpOf(tcp, windowSeconds),
  };
}

/** Share of requests that failed; undefined without requests. */
export function errorShareOf(samples: RequestSample[]): number | undefined {
  const requests = sum(samples);
  return requests > 0
    ? Math.min(1, sum(samples.filter(failed)) / requests)
    : undefined;
}

/** Number of requests. */
export function sum(samples: RequestSample[]): number {
  return total(samples.map(({ requests }) => requests));
}

/** Numbers that cannot count anything count as none, and no sum is infinite. */
export function total(values: number[]): number {
  return values.reduce(
    (all, value) =>
      Number.isFinite(value) && value > 0
        ? Math.min(all + value, Number.MAX_VALUE)
        : all,
    0,
  );
}

/** Quantiles of response times; undefined without any. */
export function latencyOf(buckets: HistogramBucket[]): Signals['latency'] {
  const histogram = histogramOf(buckets);
  const p50 = quantile(0.5, histogram);
  const p95 = quantile(0.95, histogram);
  const p99 = quantile(0.99, histogram);
  return p50 === undefined || p95 === undefined || p99 === undefined
    ? undefined
    : { p50, p95, p99 };
}

/** Undefined when nothing was sent either way. */
export function tcpOf(
  samples: TcpSample[],
  windowSeconds: number,
): Signals['tcp'] {
  const sent = total(samples.map(({ sentBytes }) => sentBytes));
  const received = total(samples.map(({ receivedBytes }) => receivedBytes));
  return sent + received > 0
    ? {
        sentBytesPerSecond: sent / windowSeconds,
        receivedBytesPerSecond: received / windowSeconds,
      }
    : undefined;
}
