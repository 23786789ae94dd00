import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import type { Decision } from '@meshway/plugin-mesh-common';
import { RefObject } from 'react';
import { meshTranslationRef } from '../../translation';
import { DecisionStateChip } from '../history/DecisionStateChip';
import styles from './DecisionActions.module.css';
import { currentDecision, type DecisionProgressState } from './useDecision';

/** What is under way, or went wrong, while no dialog shows it. */
export function DecisionStatus(props: {
  buttonRef: RefObject<HTMLButtonElement>;
  state: DecisionProgressState;
  decisions: Decision[];
  /** With the decision to show, or without one for what the state is about. */
  onShow: (decision?: Decision) => void;
}) {
  const { state, decisions } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const own = currentDecision(state, decisions);
  const open =
    own && isOpen(own) ? own : decisions.find(decision => isOpen(decision));
  const trouble =
    state.phase === 'conflict' ||
    state.phase === 'refused' ||
    state.phase === 'lost'
      ? state
      : undefined;
  if (!open && !trouble) return null;

  return (
    <div className={styles.status} role="status">
      {open ? (
        <>
          <span>{t(`decide.action.${open.verb}`)}</span>
          <DecisionStateChip state={open.state} />
        </>
      ) : (
        trouble && (
          <span>
            {t(`decide.action.${trouble.choice.verb}`)}:{' '}
            {t(`decide.${trouble.phase}Title`)}
          </span>
        )
      )}
      <Button
        ref={props.buttonRef}
        size="small"
        variant="tertiary"
        onPress={() => props.onShow(open)}
      >
        {t('decide.show')}
      </Button>
    </div>
  );
}

function isOpen({ state }: Decision): boolean {
  return state === 'requested' || state === 'applied';
}
