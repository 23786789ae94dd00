import { markClusters } from './markClusters';
import styles from './SeriesCharts.module.css';
import type { TimeMark } from './timeMarks';

const RADIUS = 7;

/** When something happened, by the numbers under which it stands in the list below. */
export function ChartMarks(props: {
  marks: TimeMark[];
  xOf: (seconds: number) => number;
  height: number;
}) {
  const { marks, xOf, height } = props;
  return (
    <g className={styles.happenings}>
      {marks.map(({ number, at }) => (
        <line key={number} x1={xOf(at)} x2={xOf(at)} y2={height} />
      ))}
      {markClusters(marks, xOf, 3 * RADIUS).map(({ x, first, last }) => {
        const numbers = first === last ? `${first}` : `${first}–${last}`;
        const width = 2 * RADIUS + 6 * (numbers.length - 1);
        return (
          <g key={first} transform={`translate(${x},-6)`}>
            <rect
              x={-width / 2}
              y={-RADIUS}
              width={width}
              height={2 * RADIUS}
              rx={RADIUS}
            />
            <text dy="0.34em" textAnchor="middle">
              {numbers}
            </text>
          </g>
        );
      })}
    </g>
  );
}
