import type { ScaleLinear, ScaleTime } from 'd3-scale';
import type { TimeRange } from '../trafficParameters';
import type { ChartKind } from './chartKinds';
import styles from './SeriesCharts.module.css';
import { timeFormat } from './timeFormat';
import { useChartWords } from './useChartWords';

/** So far apart, in pixels, times can be read. */
const BETWEEN_TIMES = 90;

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
  const times = x.ticks(Math.max(2, Math.floor(width / BETWEEN_TIMES)));
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
      {times
        // A label at the very end would be cut off.
        .filter(time => x(time) > 30 && x(time) < width - 30)
        .map(time => (
          <g key={time.getTime()} transform={`translate(${x(time)},${height})`}>
            <line y2={4} className={styles.tick} />
            <text y={16} textAnchor="middle">
              {format.format(time)}
            </text>
          </g>
        ))}
    </g>
  );
}
