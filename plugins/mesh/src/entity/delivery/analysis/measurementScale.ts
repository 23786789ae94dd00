import { scaleLinear } from 'd3-scale';

/** The box in which measurements are drawn. */
export interface ChartBox {
  width: number;
  height: number;
  /** What stays free on each side, so that a mark at the edge is whole. */
  margin: number;
}

/** Where measurements and their limits stand in a box; those that are no numbers are left out. */
export function measurementScale(
  values: (number | undefined)[],
  limits: number[],
  box: ChartBox,
): {
  points: { index: number; value: number; x: number; y: number }[];
  limits: { value: number; y: number }[];
} {
  const drawn = values.flatMap((value, index) =>
    value !== undefined && Number.isFinite(value) ? [{ value, index }] : [],
  );
  const drawnLimits = limits.filter(Number.isFinite);
  const all = [...drawn.map(({ value }) => value), ...drawnLimits];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const top = box.margin;
  const bottom = box.height - box.margin;
  // One height for all, or numbers too far apart for a difference: the middle.
  const isFlat = !(high > low) || !Number.isFinite(high - low);
  const y = isFlat
    ? () => (top + bottom) / 2
    : scaleLinear([low, high], [bottom, top]).clamp(true);
  const x = scaleLinear(
    [0, Math.max(1, values.length - 1)],
    [box.margin, box.width - box.margin],
  ).clamp(true);
  return {
    points: drawn.map(({ value, index }) => ({
      index,
      value,
      x: values.length === 1 ? box.width / 2 : x(index),
      y: y(value),
    })),
    limits: drawnLimits.map(value => ({ value, y: y(value) })),
  };
}
