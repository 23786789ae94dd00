import type { ScaleTime } from 'd3-scale';

/** So far apart, in pixels, times can be read. */
export const APART = 90;

/** Round times whose labels do not touch: a scale takes a number of ticks for a hint alone. */
export function timeTicks(x: ScaleTime<number, number>): Date[] {
  const [left, right] = x.range();
  const kept: Date[] = [];
  // Fewer than five may be none: a month has no round month in it.
  for (const time of x.ticks(Math.max(5, (right - left) / APART))) {
    const last = kept.at(-1);
    if (last === undefined || x(time) - x(last) >= APART) kept.push(time);
  }
  return kept;
}
