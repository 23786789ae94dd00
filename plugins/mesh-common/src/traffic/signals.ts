import type { Signals } from '../model';
import type { RequestSample } from './ServiceTraffic';

/** gRPC statuses that blame the server, as OpenTelemetry's conventions list them. */
const GRPC_SERVER_ERRORS = new Set(['2', '4', '12', '13', '14', '15']);

/** The golden signals of some samples. */
export function signalsOf(
  samples: RequestSample[],
  windowSeconds: number,
): Signals {
  const requests = sum(samples);
  return {
    requestsPerSecond: requests / windowSeconds,
    errorShare:
      requests > 0
        ? Math.min(1, sum(samples.filter(failed)) / requests)
        : undefined,
    requests,
    windowSeconds,
  };
}

/** Number of requests; numbers that cannot be one count as none, and no sum is infinite. */
export function sum(samples: RequestSample[]): number {
  return samples.reduce(
    (total, { requests }) =>
      Number.isFinite(requests) && requests > 0
        ? Math.min(total + requests, Number.MAX_VALUE)
        : total,
    0,
  );
}

function failed(sample: RequestSample): boolean {
  if (/^5\d\d$/.test(sample.responseCode)) return true;
  // Envoy reports 0 when no response was sent; with DC it was the caller who hung up.
  if (!/^[1-9]\d\d$/.test(sample.responseCode)) {
    return sample.responseFlags !== 'DC';
  }
  return GRPC_SERVER_ERRORS.has(sample.grpcStatus ?? '');
}
