import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import type { Plan, PlanPreview } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import type { DecisionProgressState } from './useDecision';

/** What the author must know before or after sending: that the world moved on, or how it ended. */
export function DecisionNotice(props: {
  state: DecisionProgressState;
  /** What the same choice would do now; undefined while that is not known. */
  livePlan?: Plan | PlanPreview;
  movedOn: boolean;
  headline: string;
}) {
  const { state, livePlan, movedOn, headline } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const newState = (
    <>
      <Sentence text={t('decide.conflictNow', { headline })} />
      {livePlan && !livePlan.allowed && (
        <>
          {' '}
          <Sentence
            text={t('decide.nothingToDecide', { reason: livePlan.reason })}
          />
        </>
      )}
    </>
  );

  switch (state.phase) {
    case 'review':
      return movedOn ? (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('decide.movedOnTitle')}
          description={newState}
        />
      ) : null;
    case 'conflict':
      return (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('decide.conflictTitle')}
          description={
            <>
              <Sentence text={state.message} />{' '}
              {movedOn ? newState : t('decide.conflictWaiting')}
            </>
          }
        />
      );
    case 'refused':
      return (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('decide.refusedTitle')}
          description={<Sentence text={state.message} />}
        />
      );
    case 'lost':
      return (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('decide.lostTitle')}
          description={t('decide.lostDescription', { reason: state.message })}
        />
      );
    default:
      return null;
  }
}
