import { InputError } from '@backstage/errors';

/** More moments than this no chart shows. */
const MOST_MOMENTS = 240;
const LONGEST_SECONDS = 31 * 24 * 3600;

/**
 * The moments of a series, in seconds since 1970.
 */
export interface SeriesRange {
  start: number;
  /** Inclusive. */
  end: number;
  stepSeconds: number;
  /** Over which each moment counts, back from it. */
  windowSeconds: number;
}

/**
 * The moments of a series between two dates. Steps are multiples of the scrape interval and moments multiples of steps,
 * so that those who look at the same hour ask the same.
 *
 * Throws an InputError that names the parameter.
 */
export function seriesRange(
  wanted: { from: Date; to: Date; stepSeconds?: number },
  settings: { scrapeSeconds: number; windowSeconds: number },
): SeriesRange {
  const { scrapeSeconds, windowSeconds } = settings;
  const from = wanted.from.getTime() / 1000;
  const to = wanted.to.getTime() / 1000;
  if (!(from < to)) throw new InputError('from must be before to.');
  if (to - from > LONGEST_SECONDS) {
    throw new InputError('from must not be more than 31 days before to.');
  }
  const least = Math.max(
    (to - from) / (MOST_MOMENTS - 1),
    wanted.stepSeconds ?? 0,
  );
  const stepSeconds =
    Math.max(1, Math.ceil(least / scrapeSeconds)) * scrapeSeconds;
  const end = Math.floor(to / stepSeconds) * stepSeconds;
  return {
    start: Math.min(Math.ceil(from / stepSeconds) * stepSeconds, end),
    end,
    stepSeconds,
    // Every request is in some window, and no window holds too few scrapes.
    windowSeconds: Math.max(stepSeconds, windowSeconds),
  };
}
