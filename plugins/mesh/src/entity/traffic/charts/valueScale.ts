import { scaleLinear, type ScaleLinear } from 'd3-scale';
import type { ChartKind } from './chartKinds';

/** The top of a chart where nothing reaches it: one request, one percent, ten milliseconds. */
const LEAST_TOP: Record<ChartKind, number> = {
  rate: 0,
  errors: 0.01,
  latency: 10,
};

/** Upwards from zero, so that heights can be compared; never empty. */
export function valueScale(
  kind: ChartKind,
  values: readonly (number | null)[],
  height: number,
): ScaleLinear<number, number> {
  const highest = values.reduce<number>(
    (most, value) => Math.max(most, value ?? 0),
    LEAST_TOP[kind],
  );
  const scale = scaleLinear([0, highest || 1], [height, 0]).nice(3);
  // There is no share above all.
  return kind === 'errors' && scale.domain()[1] > 1
    ? scale.domain([0, 1])
    : scale;
}
