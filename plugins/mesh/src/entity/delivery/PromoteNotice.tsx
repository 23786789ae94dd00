import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import type { Plan } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import type { PromoteState } from './usePromote';

/** What the author must know before or after sending: that the world moved on, or how it ended. */
export function PromoteNotice(props: {
  state: PromoteState;
  livePlan: Plan;
  movedOn: boolean;
  headline: string;
}) {
  const { state, livePlan, movedOn, headline } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const newState = (
    <>
      <Sentence text={t('promote.conflictNow', { headline })} />
      {!livePlan.allowed && (
        <>
          {' '}
          <Sentence
            text={t('promote.nothingToPromote', { reason: livePlan.reason })}
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
          title={t('promote.movedOnTitle')}
          description={newState}
        />
      ) : null;
    case 'conflict':
      return (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('promote.conflictTitle')}
          description={
            <>
              <Sentence text={state.message} />{' '}
              {movedOn ? newState : t('promote.conflictWaiting')}
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
          title={t('promote.refusedTitle')}
          description={<Sentence text={state.message} />}
        />
      );
    case 'lost':
      return (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('promote.lostTitle')}
          description={t('promote.lostDescription', { reason: state.message })}
        />
      );
    default:
      return null;
  }
}
