import type { ScaleLinear, ScaleTime } from 'd3-scale';
import type { TimeRange } from '../trafficParameters';
import type { ChartKind } from './chartKinds';
import styles from './SeriesCharts.module.css';
import { timeFormat } from './timeFormat';
import { timeTicks } from './timeTicks';
import { useChartWords } from './useChartWords';

/** Lines and labels to read values and times by. */
export function ChartAxes(props: {
  kind: ChartKind;
  x: ScaleTime<number, number>;
  y: ScaleLinear<number, number>;
  width: number;
  height: number;
  range: TimeRange;
}) {
  const { kind, x, y, width, height, range } = props;
  const words = useChartWords();
  const format = timeFormat(range.to - range.from);
  return (
    <g className={styles.axes}>
      {y.ticks(3).map(value => (
        <g key={value} transform={`translate(0,${y(value)})`}>
          <line x2={width} className={styles.grid} />
          <text x={-8} dy="0.32em" textAnchor="end">
            {words.tick(kind, value)}
          </text>
        </g>
      ))}
      {timeTicks(x)
        .map(time => ({ at: x(time), label: format.format(time) }))
        // A label at the very end would be cut off, and a day is named once.
        .filter(({ at }) => at > 30 && at < width - 30)
        .filter(({ label }, i, all) => label !== all[i - 1]?.label)
        .map(({ at, label }) => (
          <g key={at} transform={`translate(${at},${height})`}>
            <line y2={4} className={styles.tick} />
            <text y={16} textAnchor="middle">
              {label}
            </text>
          </g>
        ))}
    </g>
  );
}
