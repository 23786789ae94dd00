import { callerHungUp, failed, neverArrived } from './outcome';
import type { TelemetryRow } from './TelemetryRow';
import { total } from './signals';

/** The receiver first: it knows the pod, and callers outside the mesh. */
export const RECEIVER_FIRST = ['destination', 'waypoint', 'source'] as const;

/** The sender first: it knows what it asked for, and what never arrived. */
export const SENDER_FIRST = ['source', 'waypoint', 'destination'] as const;

/**
 * Leaves each request, message and byte of one connection between two ends only once, though several
 * proxies on the way report it.
 *
 * The first of `order` that reports at all is believed. Proxies nearer to the caller add what they alone
 * know. Kiali adds every combination of code and flags that the receiver does not report
 * (graph/telemetry/istio/istio.go); that counts twice what both saw in different ways: a `503 UC` of the
 * receiving proxy is a `503 -` for the sending one. So only failures of the sending proxy's own making
 * are added:
 * - requests that never arrived, in full;
 * - others (a timeout, `504 UT`) in place of those that the receiver knows only as hung up by the caller,
 *   so that they keep the pod that was too slow; and beyond these only as many as the receiver did not
 *   count at all.
 */
export function onceOnly(
  rows: TelemetryRow[],
  order: readonly TelemetryRow['reporter'][],
): TelemetryRow[] {
  const metrics = new Set(rows.map(({ metric }) => metric));
  return [...metrics].flatMap(metric => {
    const own = rows.filter(row => row.metric === metric);
    const believed = order.find(tier =>
      own.some(({ reporter }) => reporter === tier),
    );
    const first = own.filter(({ reporter }) => reporter === believed);
    if (metric !== 'istio_requests_total') return first;
    const nearerToCaller = RECEIVER_FIRST.slice(
      RECEIVER_FIRST.findIndex(tier => tier === believed) + 1,
    );
    return nearerToCaller.reduce(
      (kept, tier) =>
        addFailures(
          kept,
          own.filter(r => r.reporter === tier),
        ),
      first,
    );
  });
}

function addFailures(
  kept: TelemetryRow[],
  seenBefore: TelemetryRow[],
): TelemetryRow[] {
  const lost = seenBefore.filter(neverArrived);
  const arrived = seenBefore.filter(row => !neverArrived(row));
  const given = arrived.filter(
    row =>
      failed(row) &&
      row.responseFlags !== '-' &&
      !kept.some(
        other =>
          other.responseCode === row.responseCode &&
          other.responseFlags === row.responseFlags,
      ),
  );
  const hungUp = kept.filter(callerHungUp);
  const explained = Math.min(1, ratio(amount(given), amount(hungUp)));
  const uncounted = Math.min(
    amount(given) - amount(hungUp),
    amount(arrived) - amount(kept),
  );
  return [
    ...kept.flatMap(row =>
      callerHungUp(row) && explained > 0
        ? [
            ...scaled([row], 1 - explained),
            ...given.map(
              ({ responseCode, grpcStatus, responseFlags, value }) => ({
                ...row,
                responseCode,
                grpcStatus,
                responseFlags,
                value: row.value * explained * ratio(value, amount(given)),
              }),
            ),
          ]
        : [row],
    ),
    ...scaled(given, ratio(uncounted, amount(given))),
    ...lost,
  ];
}

function scaled(rows: TelemetryRow[], factor: number): TelemetryRow[] {
  return factor > 0
    ? rows.map(row => ({ ...row, value: row.value * factor }))
    : [];
}

function amount(rows: TelemetryRow[]): number {
  return total(rows.map(({ value }) => value));
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
