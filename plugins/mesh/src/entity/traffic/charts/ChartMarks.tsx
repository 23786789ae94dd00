import styles from './SeriesCharts.module.css';
import type { TimeMark } from './timeMarks';

/** When something happened, by the number under which it stands in the list below. */
export function ChartMarks(props: {
  marks: TimeMark[];
  xOf: (seconds: number) => number;
  height: number;
}) {
  return (
    <>
      {props.marks.map(({ number, at }) => (
        <g
          key={number}
          transform={`translate(${props.xOf(at)},0)`}
          className={styles.markLine}
        >
          <line y1={0} y2={props.height} />
          <circle cy={-6} r={7} />
          <text y={-6} dy="0.34em" textAnchor="middle">
            {number}
          </text>
        </g>
      ))}
    </>
  );
}
