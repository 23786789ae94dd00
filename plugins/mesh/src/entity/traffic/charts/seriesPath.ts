import { line } from 'd3-shape';

/** How the values of a line are drawn. */
export interface SeriesPath {
  /** `undefined` when no two moments beside each other have a value. */
  path?: string;
  /** Moments between two gaps, of which a line shows nothing. */
  lone: [x: number, y: number][];
}

/** A line that breaks off where nothing is known. */
export function seriesPath(
  at: readonly number[],
  values: readonly (number | null)[],
  x: (seconds: number) => number,
  y: (value: number) => number,
): SeriesPath {
  const known = (index: number) => Number.isFinite(values[index] ?? NaN);
  const indices = at.map((_, index) => index);
  const path = line<number>()
    .defined(index => known(index) && (known(index - 1) || known(index + 1)))
    .x(index => x(at[index]))
    .y(index => y(values[index]!))(indices);
  return {
    path: path ?? undefined,
    lone: indices
      .filter(index => known(index) && !known(index - 1) && !known(index + 1))
      .map(index => [x(at[index]), y(values[index]!)]),
  };
}
