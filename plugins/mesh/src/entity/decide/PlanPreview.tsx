import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import type { Delivery, Seen } from '@meshway/plugin-mesh-common';
import { RiArrowRightLine } from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { formatPercent } from '../../ui/formatNumber';
import { Sentence } from '../../ui/Sentence';
import type { AllowedPlan } from './DecisionOption';
import styles from './PlanPreview.module.css';

/** The exact consequence of a decision, before it is taken. */
export function PlanPreview(props: {
  plan: AllowedPlan;
  delivery: Delivery;
  /** How the canary does, where that matters. */
  verdict?: string;
}) {
  const { plan, delivery, verdict } = props;
  const { seen, nextWeight, consequences, skips, warnings, undo } = plan;
  const { t } = useTranslationRef(meshTranslationRef);
  const weight = weightNow(delivery, seen);
  const percent = (value: number) =>
    t('number.percent', { value: formatPercent(value) });
  const skipped = [
    skips.pauses > 0 && t('decide.skippedPauses', { count: skips.pauses }),
    skips.analyses > 0 &&
      t('decide.skippedAnalyses', { count: skips.analyses }),
  ].filter(words => words !== false);

  return (
    <div className={styles.preview}>
      {weight !== undefined && (
        <dl className={styles.weights}>
          <div>
            <dt>{t('decide.now')}</dt>
            <dd>{percent(weight)}</dd>
          </div>
          <RiArrowRightLine className={styles.arrow} aria-hidden="true" />
          <div>
            <dt>{t('decide.next')}</dt>
            <dd>
              {nextWeight === undefined
                ? t('decide.sameWeight')
                : percent(nextWeight)}
            </dd>
          </div>
        </dl>
      )}
      {skipped.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('decide.skipsTitle')}
          description={skipped.join(', ')}
        />
      )}
      <div>
        <h3 className={styles.title}>{t('decide.plan')}</h3>
        <ul className={styles.consequences}>
          {consequences.map(consequence => (
            <li key={consequence}>
              <Sentence text={consequence} />
            </li>
          ))}
        </ul>
      </div>
      {verdict && (
        <div>
          <h3 className={styles.title}>{t('decide.verdict')}</h3>
          <p className={styles.sentence}>
            <Sentence text={verdict} />
          </p>
        </div>
      )}
      <div>
        <h3 className={styles.title}>{t('decide.undo')}</h3>
        <p className={styles.sentence}>
          <Sentence text={undo.how} />
        </p>
      </div>
      {warnings.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('decide.warningTitle')}
          description={
            <ul className={styles.consequences}>
              {warnings.map(warning => (
                <li key={warning}>
                  <Sentence text={warning} />
                </li>
              ))}
            </ul>
          }
        />
      )}
    </div>
  );
}

/** The canary's part in percent; undefined where there is none to speak of. */
function weightNow(delivery: Delivery, seen: Seen): number | undefined {
  if ('podHash' in seen) return seen.weight;
  return delivery.engine === 'weighted-routes'
    ? delivery.destinations.find(({ role }) => role === 'canary')?.weight
    : undefined;
}
