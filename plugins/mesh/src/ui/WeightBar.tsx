import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Weights } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../translation';
import { formatPercent } from './formatNumber';
import styles from './WeightBar.module.css';

/**
 * The canary's share of the traffic: the filled part is what requests show (or, without requests, what
 * is written), the marks are what is desired and what is written, the band is the sampling error.
 */
export function WeightBar(props: { weights: Weights }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { desired, written, measured } = props.weights;
  const filled = measured?.percent ?? written;
  const words = (percent: number | undefined) =>
    percent === undefined
      ? t('weights.unknown')
      : t('number.percent', { value: formatPercent(percent) });
  return (
    <div
      role="img"
      className={styles.root}
      aria-label={t('weights.describe', {
        desired: words(desired),
        written: words(written),
        measured: words(measured?.percent),
      })}
    >
      <span className={styles.desired} style={{ left: `${clamp(desired)}%` }} />
      <span className={styles.bar}>
        {filled !== undefined && (
          <span
            className={measured ? styles.measured : styles.assumed}
            style={{ width: `${clamp(filled)}%` }}
          />
        )}
        {measured && (
          <span
            className={styles.band}
            style={{
              left: `${clamp(measured.low)}%`,
              width: `${clamp(measured.high) - clamp(measured.low)}%`,
            }}
          />
        )}
      </span>
      {written !== undefined && (
        <span
          className={styles.written}
          style={{ left: `${clamp(written)}%` }}
        />
      )}
    </div>
  );
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}
