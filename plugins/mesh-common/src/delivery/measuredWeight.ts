import type { MeasuredWeight } from '../model';
import { exactPercent } from '../service/words';
import { wilson } from '../traffic/wilson';

/** Proxies take routes over, and Prometheus scrapes, some seconds after the weight is written. */
export const SETTLING_SECONDS = 30;

/** The canary's share of the requests; undefined when one of the two is not measured, or nobody asked anything. */
export function measuredWeight(
  canary: number | undefined,
  stable: number | undefined,
  settled: boolean,
): MeasuredWeight | undefined {
  if (canary === undefined || stable === undefined) return undefined;
  const requests = canary + stable;
  if (!(requests > 0)) return undefined;
  return {
    percent: (100 * canary) / requests,
    requests,
    ...wilson(canary, requests),
    settled,
  };
}

/** Only what sampling cannot explain: what is written lies outside the interval of what was measured. */
export function measuredDrift(
  measured: MeasuredWeight | undefined,
  written: number | undefined,
): string[] {
  if (!measured?.settled || written === undefined) return [];
  const { requests, percent, low, high } = measured;
  if (written >= low && written <= high) return [];
  return [
    `Of ${Math.round(requests)} requests ${exactPercent(
      percent,
    )} went to the canary (95 % interval ${exactPercent(low)} to ${exactPercent(
      high,
    )}), ${exactPercent(written)} is written.`,
  ];
}
