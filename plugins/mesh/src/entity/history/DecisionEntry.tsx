import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Decision } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { formatPercent } from '../../ui/formatNumber';
import { Sentence } from '../../ui/Sentence';
import { DecisionStateChip } from './DecisionStateChip';
import styles from './HistoryCard.module.css';

/** Who decided what and why, what they saw, and what came of it. */
export function DecisionEntry(props: { decision: Decision }) {
  const { decision } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const { seen, evidence, approval, reason, outcome } = decision;
  const place =
    'podHash' in seen
      ? t('history.atStep', {
          step: String(seen.stepIndex + 1),
          weight: formatPercent(seen.weight),
        })
      : t('history.atWeights', {
          weights: seen.weights
            .map(({ destination, weight }) => `${destination} ${weight}`)
            .join(', '),
        });
  return (
    <>
      <span>
        <DecisionStateChip state={decision.state} />
      </span>
      <div className={styles.words}>
        <span>
          <EntityRefLink entityRef={decision.decidedBy} defaultKind="user" />{' '}
          {t(`history.took.${decision.verb}`)} {place}
        </span>
        {approval?.by && (
          <span className={styles.detail}>
            {t('history.approvedBy')}{' '}
            <EntityRefLink entityRef={approval.by} defaultKind="user" />
          </span>
        )}
        {reason && <q className={styles.reason}>{reason}</q>}
        {decision.override && (
          <span className={styles.detail}>{t('history.overrode')}</span>
        )}
        {evidence && (
          <span className={styles.detail}>
            {evidence.verdict || evidence.metricsProblem ? (
              <>
                {t('history.saw')}{' '}
                <Sentence
                  text={
                    evidence.verdict?.sentence ?? evidence.metricsProblem ?? ''
                  }
                />
              </>
            ) : (
              t('history.sawNothing')
            )}
          </span>
        )}
        {outcome && (
          <span className={styles.detail}>
            <Sentence text={outcome} />
          </span>
        )}
      </div>
    </>
  );
}
