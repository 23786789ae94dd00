/** What a number of equal callers measured. */
export interface Measured {
  calls: number;
  medianMs: number;
  p95Ms: number;
  /** Answers that were no success. */
  failures: number;
}

/**
 * Lets so many callers call at once, each again as soon as it was answered, until the number of calls or the time is
 * used up.
 */
export async function measureCalls(options: {
  callers: number;
  calls: number;
  longestMs: number;
  /** Resolves with whether the answer was a success. */
  call: (index: number) => Promise<boolean>;
}): Promise<Measured> {
  const { callers, calls, longestMs, call } = options;
  const times: number[] = [];
  const deadline = performance.now() + longestMs;
  let next = 0;
  let failures = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (next < calls && performance.now() < deadline) {
        const index = next++;
        const startedAt = performance.now();
        if (!(await call(index))) failures++;
        times.push(performance.now() - startedAt);
      }
    }),
  );
  return {
    calls: times.length,
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    failures,
  };
}

/** By the nearest rank; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
