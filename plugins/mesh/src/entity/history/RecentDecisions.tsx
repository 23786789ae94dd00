import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Decision } from '@meshway/plugin-mesh-common';
import { useNow } from '../../hooks/useNow';
import { meshTranslationRef } from '../../translation';
import { formatPercent } from '../../ui/formatNumber';
import { SectionCard } from '../../ui/SectionCard';
import { Sentence } from '../../ui/Sentence';
import { useDurationText } from '../../ui/useDurationText';
import { DecisionStateChip } from './DecisionStateChip';
import styles from './RecentDecisions.module.css';

/** Who decided what, when and why, and what came of it; newest first. */
export function RecentDecisions(props: { decisions: Decision[] }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const placeOf = ({ seen }: Decision) =>
    'podHash' in seen
      ? t('decision.atStep', {
          step: String(seen.stepIndex + 1),
          weight: formatPercent(seen.weight),
        })
      : t('decision.atWeights', {
          weights: seen.weights
            .map(({ destination, weight }) => `${destination} ${weight}`)
            .join(', '),
        });
  const now = useNow(10_000);
  return (
    <SectionCard title={t('decision.title')}>
      {props.decisions.length === 0 ? (
        <p className={styles.empty}>{t('decision.empty')}</p>
      ) : (
        <ol className={styles.list}>
          {props.decisions.map(decision => (
            <li key={decision.id} className={styles.decision}>
              <span className={styles.state}>
                <DecisionStateChip state={decision.state} />
              </span>
              <div className={styles.words}>
                <span>
                  <EntityRefLink
                    entityRef={decision.decidedBy}
                    defaultKind="user"
                  />{' '}
                  {t(`decision.took.${decision.verb}`)} {placeOf(decision)}
                </span>
                {decision.reason && (
                  <q className={styles.reason}>{decision.reason}</q>
                )}
                {decision.outcome && (
                  <span className={styles.outcome}>
                    <Sentence text={decision.outcome} />
                  </span>
                )}
              </div>
              <time dateTime={decision.requestedAt} className={styles.time}>
                {t('time.ago', {
                  duration: durationText(
                    now - Date.parse(decision.requestedAt),
                  ),
                })}
              </time>
            </li>
          ))}
        </ol>
      )}
    </SectionCard>
  );
}
