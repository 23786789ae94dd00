import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { meshTranslationRef } from '../../translation';
import styles from './CanaryChart.module.css';
import { MANUAL, type CanaryStepChoice } from './CanaryStepChoice';
import { useCanaryWords } from './useCanaryWords';

const COLUMN = 64;
const HEIGHT = 96;
/** Above the columns for the weights, below for the pauses. */
const ABOVE = 18;
const BELOW = 20;
/** Narrower columns have no room for words below them. */
const MAX_LABELS = 8;

/** The share of the traffic over a release, each step as wide as the others. */
export function CanaryChart(props: {
  steps: readonly CanaryStepChoice[];
  weightsOnly: boolean;
}) {
  const { steps, weightsOnly } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const { course, label } = useCanaryWords(weightsOnly);
  const isDone = steps.at(-1)?.weight === 100;
  const columns = [
    ...steps.map(step => ({
      weight: Math.min(100, Math.max(0, step.weight)),
      label: label(step),
      isOpen: weightsOnly || step.pause === MANUAL,
    })),
    ...(isDone
      ? []
      : [{ weight: 100, label: t('wizardCanary.label.end'), isOpen: false }]),
  ];
  const width = columns.length * COLUMN;
  const y = (weight: number) => ABOVE + HEIGHT * (1 - weight / 100);
  const path = columns
    .map(
      ({ weight }, index) =>
        `${index === 0 ? 'M' : 'L'}${index * COLUMN},${y(weight)} H${
          (index + 1) * COLUMN
        }`,
    )
    .join(' ');
  return (
    <figure className={styles.figure}>
      <svg
        role="img"
        aria-label={t('wizardCanary.chart', { steps: course(steps) })}
        className={styles.svg}
        viewBox={`0 0 ${width} ${ABOVE + HEIGHT + BELOW}`}
        style={{ maxWidth: width * 1.5 }}
      >
        <g aria-hidden="true">
          {columns.map(({ weight, isOpen }, index) => (
            <rect
              // Columns have no identity but their place.
              key={index}
              className={isOpen ? styles.open : styles.timed}
              x={index * COLUMN}
              y={y(weight)}
              width={COLUMN}
              height={ABOVE + HEIGHT - y(weight)}
            />
          ))}
          <path className={styles.line} d={path} />
          <line
            className={styles.axis}
            x1={0}
            x2={width}
            y1={ABOVE + HEIGHT}
            y2={ABOVE + HEIGHT}
          />
          {columns.map(({ weight, label: words }, index) => (
            <g key={index} className={styles.text}>
              <text x={(index + 0.5) * COLUMN} y={y(weight) - 5}>
                {weight} %
              </text>
              {columns.length <= MAX_LABELS && (
                <text x={(index + 0.5) * COLUMN} y={ABOVE + HEIGHT + 14}>
                  {words}
                </text>
              )}
            </g>
          ))}
        </g>
      </svg>
      <figcaption className={styles.caption}>
        {t('wizardCanary.chartNote')}
      </figcaption>
    </figure>
  );
}
