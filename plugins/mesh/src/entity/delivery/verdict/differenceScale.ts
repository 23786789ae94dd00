import { scaleLinear } from 'd3-scale';

/** Below half a point the line does not zoom in: what is small shall look small. */
const LEAST_REACH = 0.005;

/** Where the interval of a difference lies on a line with zero in its middle, in percent of the line. */
export function differenceScale(difference: {
  share: number;
  low: number;
  high: number;
}): { low: number; share: number; high: number } | undefined {
  const { low, share, high } = difference;
  if (![low, share, high].every(Number.isFinite)) return undefined;
  const widest = Math.max(...[low, share, high].map(Math.abs));
  // Shares are never further apart than one.
  const reach = Math.min(1, Math.max(LEAST_REACH, widest * 1.15));
  const scale = scaleLinear([-reach, reach], [0, 100]).clamp(true);
  return {
    low: scale(Math.min(low, high)),
    share: scale(share),
    high: scale(Math.max(low, high)),
  };
}
