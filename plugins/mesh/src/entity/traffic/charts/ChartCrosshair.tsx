import type { ChartKind } from './chartKinds';
import type { ChartLine } from './chartLines';
import { LineSwatch } from './LineSwatch';
import styles from './SeriesCharts.module.css';
import type { TimeMark } from './timeMarks';
import { useChartWords } from './useChartWords';

/** The moment that is looked at: a line, a dot on each line, and what they say. */
export function ChartCrosshair(props: {
  kind: ChartKind;
  time: string;
  lines: (ChartLine & { values: (number | null)[] })[];
  index: number;
  /** What happened then. */
  marks: TimeMark[];
  left: number;
  anchorLeft?: number;
  top: number;
  height: number;
  width: number;
  yOf: (value: number) => number;
}) {
  const { kind, lines, index, left, anchorLeft, top, height, width } = props;
  const words = useChartWords();
  const atRight = left > width / 2;
  return (
    <div className={styles.crosshair} aria-hidden="true">
      {anchorLeft !== undefined && (
        <span
          className={styles.selection}
          style={{
            left: Math.min(left, anchorLeft),
            width: Math.abs(left - anchorLeft),
            top,
            height,
          }}
        />
      )}
      <span className={styles.now} style={{ left, top, height }} />
      {lines.map(({ id, look, values }) => {
        const value = values[index];
        return (
          typeof value === 'number' && (
            <span
              key={id}
              className={`${styles.point} ${styles[look]}`}
              style={{ left, top: props.yOf(value) }}
            />
          )
        );
      })}
      <div
        className={styles.tooltip}
        style={atRight ? { right: width - left + 10 } : { left: left + 10 }}
      >
        <strong>{props.time}</strong>
        {lines.map(line => (
          <span key={line.id} className={styles.tooltipRow}>
            <LineSwatch look={line.look} />
            <span className={styles.tooltipName}>{words.line(line)}</span>
            <strong>{words.value(kind, line.values[index])}</strong>
          </span>
        ))}
        {props.marks.map(mark => (
          <span key={mark.number} className={styles.tooltipMark}>
            {words.mark(mark)}
          </span>
        ))}
      </div>
    </div>
  );
}
