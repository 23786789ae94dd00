import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  AnalysisMetric,
  AnalysisPhase,
} from '@meshway/plugin-mesh-common';
import { line } from 'd3-shape';
import { meshTranslationRef } from '../../../translation';
import { formatMeasured } from './formatMeasured';
import styles from './MeasurementChart.module.css';
import { measurementScale } from './measurementScale';

const BOX = { width: 260, height: 84, margin: 10 };
/** Right of the box stand the limits. */
const LABELS = 80;

const path = line<{ x: number; y: number }>()
  .x(point => point.x)
  .y(point => point.y);

/** A limit and what it means to be beyond it. */
export interface JudgedLimit {
  judged: 'good' | 'bad';
  text: string;
  value: number;
}

/** What was measured over time, and the limits that it is judged by. */
export function MeasurementChart(props: {
  metric: AnalysisMetric;
  values: (number | undefined)[];
  limits: JudgedLimit[];
}) {
  const { metric, values, limits } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const drawn = measurementScale(
    values,
    limits.map(({ value }) => value),
    BOX,
  );
  const described = drawn.points
    .map(({ index, value }) =>
      t('analysis.measurement', {
        value: formatMeasured(value),
        phase: t(`analysis.phase.${metric.measurements[index].phase}`),
      }),
    )
    .join(', ');
  const labels = spread(drawn.limits.map(({ y }) => y));
  // Without a limit to read the height by, the ends of the scale are said.
  const ends =
    limits.length > 0
      ? []
      : [...new Map(drawn.points.map(({ value, y }) => [y, value]))].filter(
          ([y]) => [highest(drawn.points), lowest(drawn.points)].includes(y),
        );
  return (
    <svg
      role="img"
      aria-label={t('analysis.describe', {
        name: metric.name,
        values: described,
      })}
      className={styles.chart}
      viewBox={`0 0 ${BOX.width + LABELS} ${BOX.height}`}
    >
      <rect width={BOX.width} height={BOX.height} className={styles.box} />
      {drawn.limits.map(({ y }, index) => (
        <g key={index} className={styles[limits[index].judged]}>
          <line x1={0} x2={BOX.width} y1={y} y2={y} className={styles.limit} />
          <text x={BOX.width + 6} y={labels[index]} className={styles.label}>
            {limits[index].text}
          </text>
        </g>
      ))}
      {ends.map(([y, value]) => (
        <text key={y} x={BOX.width + 6} y={y + 4} className={styles.label}>
          {formatMeasured(value)}
        </text>
      ))}
      <path d={path(drawn.points) ?? undefined} className={styles.line} />
      {drawn.points.map(({ index, x, y }) => (
        <Mark
          key={index}
          x={x}
          y={y}
          phase={metric.measurements[index].phase}
        />
      ))}
    </svg>
  );
}

/** A dot for what is good, a cross for what is bad, a ring for what is unclear. */
function Mark(props: { x: number; y: number; phase: AnalysisPhase }) {
  const { x, y, phase } = props;
  switch (phase) {
    case 'Successful':
      return <circle cx={x} cy={y} r={4} className={styles.good} />;
    case 'Failed':
    case 'Error':
      return (
        <path d={`M${x - 4},${y - 4}l8,8m0,-8l-8,8`} className={styles.cross} />
      );
    default:
      return <circle cx={x} cy={y} r={4} className={styles.ring} />;
  }
}

function highest(points: { y: number }[]): number {
  return Math.min(...points.map(({ y }) => y));
}

function lowest(points: { y: number }[]): number {
  return Math.max(...points.map(({ y }) => y));
}

/** Heights of labels that do not run into each other, in the box. */
function spread(heights: number[]): number[] {
  const gap = 13;
  const order = heights
    .map((height, index) => ({ height, index }))
    .sort((a, b) => a.height - b.height);
  const placed: number[] = [];
  let last = -Infinity;
  for (const { height, index } of order) {
    last = Math.max(height, last + gap);
    placed[index] = last;
  }
  const over = Math.max(0, last - (BOX.height - 6));
  return placed.map(height => Math.max(8, height - over) + 4);
}
