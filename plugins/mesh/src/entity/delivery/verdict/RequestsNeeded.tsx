import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ErrorComparison } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../../translation';
import { formatCount } from '../../../ui/formatNumber';
import styles from './VerdictPanel.module.css';

/** How many of the requests that a verdict needs have come, as long as some are missing. */
export function RequestsNeeded(props: {
  errors: ErrorComparison;
  minimum: number;
}) {
  const { errors, minimum } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const sides = (['canary', 'stable'] as const).filter(
    side => errors[side].requests < minimum,
  );
  return (
    <>
      {sides.map(side => {
        const words = t('verdict.progress', {
          who: t(`verdict.${side}`),
          formatted: formatCount(errors[side].requests),
          minimum: formatCount(minimum),
        });
        return (
          <div key={side} className={styles.needed}>
            <span className={styles.hint}>{words}</span>
            <progress
              aria-label={words}
              className={styles.progress}
              value={errors[side].requests}
              max={minimum}
            />
          </div>
        );
      })}
    </>
  );
}
