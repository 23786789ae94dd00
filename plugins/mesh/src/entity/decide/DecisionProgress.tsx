import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { VisuallyHidden } from '@backstage/ui';
import type { Decision, DecisionState } from '@meshway/plugin-mesh-common';
import {
  RiCheckLine,
  RiCloseLine,
  RiLoader4Line,
  RiMoreLine,
} from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import styles from './DecisionProgress.module.css';

const ORDER = ['requested', 'applied', 'confirmed'] as const;

/** requested → applied → confirmed live, and what came of it. */
export function DecisionProgress(props: {
  /** Undefined until the journal has the decision. */
  decision?: Decision;
  inFlight: boolean;
}) {
  const { decision, inFlight } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const names = {
    requested: [t('decision.stateRequested'), t('decision.requestedHint')],
    applied: [t('decision.stateApplied'), t('decision.appliedHint')],
    confirmed: [t('decision.stateConfirmed'), t('decision.confirmedHint')],
  };
  const failed = decision?.state === 'failed';
  const reached = stagesReached(decision?.state);

  return (
    <div className={styles.root} role="status">
      <ol className={styles.stages} aria-label={t('decision.progressLabel')}>
        {ORDER.map((stage, index) => {
          const isReached = index < reached;
          const isNext = index === reached && !failed;
          let mark = <RiMoreLine />;
          let words: string = t('decision.toCome');
          if (isReached) {
            mark = <RiCheckLine />;
            words = t('decision.reached');
          } else if (isNext) {
            mark = <RiLoader4Line className={styles.turning} />;
            words = t('decision.inFlight');
          }
          const [name, hint] = names[stage];
          return (
            <li
              key={stage}
              className={`${styles.stage} ${isReached ? styles.reached : ''}`}
              aria-current={isNext ? 'step' : undefined}
            >
              <span className={styles.mark} aria-hidden="true">
                {mark}
              </span>
              <span className={styles.name}>{name}</span>
              <span className={styles.hint}>{hint}</span>
              <VisuallyHidden>, {words}</VisuallyHidden>
            </li>
          );
        })}
        {failed && (
          <li className={`${styles.stage} ${styles.failed}`}>
            <span className={styles.mark} aria-hidden="true">
              <RiCloseLine />
            </span>
            <span className={styles.name}>{t('decision.stateFailed')}</span>
          </li>
        )}
      </ol>
      {decision?.outcome ? (
        <p className={styles.outcome}>
          <Sentence text={decision.outcome} />
        </p>
      ) : (
        !inFlight && (
          <p className={styles.outcome}>
            {t(
              decision?.state === 'proposed'
                ? 'decision.proposed'
                : 'decision.stillOpen',
            )}
          </p>
        )
      )}
    </div>
  );
}

function stagesReached(state: DecisionState | undefined): number {
  switch (state) {
    case 'requested':
    case 'failed':
      return 1;
    case 'applied':
      return 2;
    case 'confirmed':
      return 3;
    default:
      return 0;
  }
}
