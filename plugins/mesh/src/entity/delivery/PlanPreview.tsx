import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RiArrowRightLine } from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { formatPercent } from '../../ui/formatNumber';
import { Sentence } from '../../ui/Sentence';
import styles from './PlanPreview.module.css';
import type { AllowedPlan } from './usePromote';

/** The exact consequence of a decision, before it is taken. */
export function PlanPreview(props: { plan: AllowedPlan }) {
  const { seen, nextWeight, consequences } = props.plan;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <div className={styles.preview}>
      <dl className={styles.weights}>
        <div>
          <dt>{t('promote.now')}</dt>
          <dd>{t('number.percent', { value: formatPercent(seen.weight) })}</dd>
        </div>
        <RiArrowRightLine className={styles.arrow} aria-hidden="true" />
        <div>
          <dt>{t('promote.next')}</dt>
          <dd>
            {nextWeight === undefined
              ? t('promote.sameWeight')
              : t('number.percent', { value: formatPercent(nextWeight) })}
          </dd>
        </div>
      </dl>
      <div>
        <h3 className={styles.title}>{t('promote.plan')}</h3>
        <ul className={styles.consequences}>
          {consequences.map(consequence => (
            <li key={consequence}>
              <Sentence text={consequence} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
