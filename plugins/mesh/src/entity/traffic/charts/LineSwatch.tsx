import type { ChartLine } from './chartLines';
import styles from './SeriesCharts.module.css';

/** How a line looks, to find it by. */
export function LineSwatch(props: { look: ChartLine['look'] }) {
  return (
    <svg
      width="28"
      height="10"
      aria-hidden="true"
      className={`${styles.swatch} ${styles[props.look]}`}
    >
      <path d="M2 5H26" className={styles.line} />
    </svg>
  );
}
