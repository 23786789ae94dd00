import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
} from '@backstage/ui';
import type {
  Decision,
  Plan,
  RolloutSeen,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import { useEffect, useState } from 'react';
import { meshTranslationRef } from '../../translation';
import { DecisionProgress } from './DecisionProgress';
import { PlanPreview } from './PlanPreview';
import styles from './PromoteDialog.module.css';
import { PromoteNotice } from './PromoteNotice';
import {
  AllowedPlan,
  currentDecision,
  isSameMoment,
  PromoteState,
} from './usePromote';

/** Shows the plan, asks why, and then shows what becomes of the decision. */
export function PromoteDialog(props: {
  service: ServiceView;
  /** The plan as the stream brings it, to be compared with the one that was opened. */
  livePlan: Plan<RolloutSeen>;
  decisions: Decision[];
  state: PromoteState;
  onReview: (plan: AllowedPlan) => void;
  onClose: () => void;
  onSend: (plan: AllowedPlan, reason: string) => Promise<void>;
}) {
  const { service, livePlan, decisions, state } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const [reason, setReason] = useState('');
  const isOpen = state.phase !== 'closed';
  const inFlight = state.phase === 'sending';

  useEffect(() => {
    if (!isOpen) setReason('');
  }, [isOpen]);

  if (state.phase === 'closed') return null;

  const movedOn =
    !livePlan.allowed || !isSameMoment(livePlan.seen, state.plan.seen);
  const isReview = state.phase === 'review' || state.phase === 'sending';
  const offersNewPlan =
    state.phase === 'conflict' || (state.phase === 'review' && movedOn);
  const decision = currentDecision(state, decisions);

  return (
    <Dialog
      isOpen
      width="min(36rem, calc(100vw - 2rem))"
      isDismissable={!inFlight}
      isKeyboardDismissDisabled={inFlight}
      onOpenChange={open => !open && props.onClose()}
    >
      <DialogHeader>
        {t('promote.dialogTitle', { name: service.name })}
      </DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          <p className={styles.subject}>
            {t('promote.subject', {
              namespace: service.namespace,
              name: service.name,
              cluster: service.cluster,
            })}
          </p>
          <PromoteNotice
            state={state}
            livePlan={livePlan}
            movedOn={movedOn}
            headline={service.headline}
          />
          {(isReview || state.phase === 'settled') && (
            <PlanPreview plan={state.plan} />
          )}
          {state.phase === 'review' && !movedOn && (
            <TextAreaField
              label={t('promote.reasonLabel')}
              secondaryLabel={t('promote.reasonOptional')}
              maxLength={1000}
              rows={2}
              value={reason}
              onChange={setReason}
            />
          )}
          {(state.phase === 'sending' ||
            state.phase === 'settled' ||
            decision) && (
            <DecisionProgress decision={decision} inFlight={inFlight} />
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        {offersNewPlan && (
          <Button
            isDisabled={!livePlan.allowed || !movedOn}
            onPress={() => livePlan.allowed && props.onReview(livePlan)}
          >
            {t('promote.newPlan')}
          </Button>
        )}
        {isReview && !offersNewPlan && (
          <Button
            isPending={inFlight}
            onPress={() => void props.onSend(state.plan, reason)}
          >
            {t('promote.send')}
          </Button>
        )}
        {isReview ? (
          <Button
            key="cancel"
            variant="secondary"
            isDisabled={inFlight}
            onPress={props.onClose}
          >
            {t('promote.cancel')}
          </Button>
        ) : (
          // A button of its own, so that it takes the focus when it replaces Cancel.
          <Button
            key="close"
            variant="secondary"
            // eslint-disable-next-line jsx-a11y/no-autofocus -- the button that had the focus is gone
            autoFocus
            onPress={props.onClose}
          >
            {t('promote.close')}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
