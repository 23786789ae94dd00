import type { LatencyComparison } from '../model';
import { duration } from './words';

/** The quantile that shows the difference; 95 % unless only the middle has moved. */
export function latencyText({
  result,
  canary,
  stable,
}: LatencyComparison): string {
  const against = (name: 'p50' | 'p95') =>
    `${name} ${duration(canary[name])} against ${duration(stable[name])}`;
  const rises = canary.p95 > stable.p95;
  const falls = canary.p95 < stable.p95;
  const shows = { worse: rises, better: falls, 'no difference': true }[result];
  return against(shows ? 'p95' : 'p50');
}
