import type { ScaleLinear } from 'd3-scale';
import type { ChartLine } from './chartLines';
import styles from './SeriesCharts.module.css';
import { seriesPath } from './seriesPath';

/** The lines of a chart; the whole service lies below its revisions. */
export function ChartLines(props: {
  lines: (ChartLine & { values: (number | null)[] })[];
  at: number[];
  xOf: (seconds: number) => number;
  y: ScaleLinear<number, number>;
}) {
  const { at, xOf, y } = props;
  return (
    <>
      {[...props.lines].reverse().map(({ id, look, values }) => {
        const { path, lone } = seriesPath(at, values, xOf, y);
        return (
          <g key={id} className={styles[look]}>
            {path && <path d={path} className={styles.line} />}
            {lone.map(([cx, cy]) => (
              <circle key={cx} cx={cx} cy={cy} r={2.5} className={styles.dot} />
            ))}
          </g>
        );
      })}
    </>
  );
}
