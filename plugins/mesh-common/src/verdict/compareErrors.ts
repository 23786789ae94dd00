import type { ErrorComparison, VerdictResult } from '../model';
import { boundary } from './boundary';
import { shareDifference, type Share } from './shareDifference';
import type { VerdictOptions } from './VerdictOptions';

/** Error shares of two revisions that both have requests. */
export function compareErrors(
  canary: Share,
  stable: Share,
  options: VerdictOptions,
): ErrorComparison {
  const z = boundary(canary.trials, stable.trials);
  const difference = shareDifference(canary, stable, z);
  const counted = ({ successes, trials }: Share) => ({
    requests: trials,
    share: successes / trials,
  });
  const comparison = {
    canary: counted(canary),
    stable: counted(stable),
    difference,
  };
  return { result: resultOf(comparison, options), ...comparison };
}

function resultOf(
  { canary, stable, difference }: Omit<ErrorComparison, 'result'>,
  { minimum, relevance, tolerance }: VerdictOptions,
): VerdictResult {
  const enough = Math.min(canary.requests, stable.requests) >= minimum;
  const relevant =
    Math.abs(difference.share) >=
    relevance * Math.max(canary.share, stable.share);
  // The interval is exact for few requests too: a canary that fails every time need not fail a hundred times.
  if (difference.low > 0 && relevant) return 'worse';
  if (!enough) return 'not enough data';
  if (difference.high < 0 && relevant) return 'better';
  return difference.high > tolerance ? 'not enough data' : 'no difference';
}
