import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ErrorComparison } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../../translation';
import styles from './DifferenceLine.module.css';
import { differenceScale } from './differenceScale';

const points = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
});

/** The interval that the difference of errors lies in, on a line on which zero is marked. */
export function DifferenceLine(props: {
  difference: ErrorComparison['difference'];
}) {
  const { difference } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const drawn = differenceScale(difference);
  if (!drawn) return null;
  const words = t('verdict.difference', {
    value: points.format(100 * difference.share),
    low: points.format(100 * difference.low),
    high: points.format(100 * difference.high),
  });
  return (
    <div className={styles.root}>
      <div role="img" aria-label={words} className={styles.line}>
        <span
          className={styles.interval}
          style={{
            left: `${drawn.low}%`,
            width: `${drawn.high - drawn.low}%`,
          }}
        />
        <span className={styles.zero} />
        <span className={styles.value} style={{ left: `${drawn.share}%` }} />
      </div>
      <div className={styles.ends} aria-hidden="true">
        <span>{t('verdict.fewer')}</span>
        <span>{t('verdict.zero')}</span>
        <span>{t('verdict.more')}</span>
      </div>
      <p className={styles.words} aria-hidden="true">
        {words}
      </p>
    </div>
  );
}
