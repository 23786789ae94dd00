import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Skeleton,
  VisuallyHidden,
} from '@backstage/ui';
import type {
  Decision,
  DecisionChoice,
  Plan,
  PlanPreview as Preview,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import { useEffect, useState } from 'react';
import { meshTranslationRef } from '../../translation';
import { DestructiveButton } from '../../ui/DestructiveButton';
import { Sentence } from '../../ui/Sentence';
import { useDurationText } from '../../ui/useDurationText';
import { ChoiceFields } from './ChoiceFields';
import styles from './DecisionDialog.module.css';
import { DecisionNotice } from './DecisionNotice';
import { type AllowedPlan, planInView } from './DecisionOption';
import { DecisionProgress } from './DecisionProgress';
import { isSameMoment } from './isSameMoment';
import { Objections } from './Objections';
import { PlanPreview } from './PlanPreview';
import { ReasonField } from './ReasonField';
import {
  currentDecision,
  type DecisionProgressState,
  type DecisionWords,
} from './useDecision';
import { useDecisionPlan } from './useDecisionPlan';
import { VERB_LOOKS } from './verbLooks';

/** Shows the plan, asks why, and then shows what becomes of the decision. */
export function DecisionDialog(props: {
  entityRef: string;
  service: ServiceView;
  decisions: Decision[];
  state: DecisionProgressState;
  onReview: (choice: DecisionChoice, plan?: Plan | Preview) => void;
  onSend: (
    choice: DecisionChoice,
    plan: AllowedPlan,
    words: DecisionWords,
  ) => Promise<void>;
  onSendAgain: () => Promise<void>;
  onClose: () => void;
}) {
  const { service, decisions, state, onReview } = props;
  const { delivery } = service;
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState(false);

  const decision = currentDecision(state, decisions);
  const choice = 'choice' in state ? state.choice : undefined;
  const verb = choice?.verb ?? decision?.verb ?? 'promote';
  const inView = choice && planInView(delivery, choice);
  const asked = useDecisionPlan({
    entityRef: props.entityRef,
    service,
    choice: state.phase === 'review' ? choice : undefined,
    delivery,
  });
  const answered = asked.plan;
  const live = inView ?? (asked.current ? answered?.plan : undefined);
  const reviewed = 'plan' in state ? state.plan : undefined;
  const movedOn =
    reviewed !== undefined &&
    live !== undefined &&
    (!live.allowed || !isSameMoment(live.seen, reviewed.seen));

  // What the view cannot plan, the backend does.
  const adopted = asked.current && answered?.plan.allowed && answered.plan;
  useEffect(() => {
    if (state.phase === 'review' && !state.plan && adopted) {
      onReview(state.choice, adopted);
    }
  }, [state, adopted, onReview]);

  const SendButton = VERB_LOOKS[verb].destructive ? DestructiveButton : Button;
  const isReview = state.phase === 'review';
  const inFlight = state.phase === 'sending';
  const offersNewPlan = state.phase === 'conflict' || (isReview && movedOn);
  // The plan before stays in sight until the next one is there.
  const before = answered?.plan.allowed ? answered.plan : undefined;
  const shownPlan =
    isReview || inFlight || state.phase === 'settled'
      ? reviewed ?? (isReview ? before : undefined)
      : undefined;
  const refusal =
    isReview && !reviewed && asked.current && answered && !answered.plan.allowed
      ? answered.plan.reason
      : undefined;
  const objections = (isReview && answered?.objections) || [];
  const reasonNeeded = Boolean(answered?.reasonRequired) || override;
  const checked = asked.current && (answered || asked.error);
  const canSend =
    reviewed !== undefined &&
    checked &&
    (!reasonNeeded || reason.trim() !== '') &&
    objections.every(({ overridable }) => overridable && override);

  return (
    <Dialog
      isOpen
      width="min(38rem, calc(100vw - 2rem))"
      isDismissable
      onOpenChange={open => !open && props.onClose()}
    >
      <DialogHeader>
        {t(`decide.dialogTitle.${verb}`, { name: service.name })}
      </DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          <p className={styles.subject}>
            {t('decide.subject', {
              namespace: service.namespace,
              name: service.name,
              cluster: service.cluster,
            })}
          </p>
          <DecisionNotice
            state={state}
            livePlan={live}
            movedOn={movedOn}
            headline={service.headline}
          />
          {isReview && !movedOn && (
            <>
              <Objections
                objections={objections}
                override={{ chosen: override, onChange: setOverride }}
              />
              <ChoiceFields
                delivery={delivery}
                choice={state.choice}
                nextWeight={shownPlan?.nextWeight}
                onChoose={chosen =>
                  onReview(chosen, planInView(delivery, chosen))
                }
              />
            </>
          )}
          {refusal !== undefined && (
            <Alert
              status="warning"
              icon
              title={t('decide.impossibleTitle')}
              description={<Sentence text={refusal} />}
            />
          )}
          {shownPlan ? (
            <PlanPreview
              plan={shownPlan}
              delivery={delivery}
              verdict={
                isReview
                  ? (answered?.verdict ?? service.verdict)?.sentence
                  : undefined
              }
            />
          ) : (
            isReview &&
            refusal === undefined &&
            !asked.error && (
              <div role="status" className={styles.loading}>
                <VisuallyHidden>{t('decide.planning')}</VisuallyHidden>
                <Skeleton width="100%" height={96} />
              </div>
            )
          )}
          {isReview && asked.current && asked.error && (
            <Alert
              status="info"
              icon
              title={t('decide.unchecked', { reason: asked.error.message })}
            />
          )}
          {isReview && !movedOn && (
            <>
              <ReasonField
                isRequired={reasonNeeded}
                value={reason}
                onChange={setReason}
              />
              {answered?.secondPerson && (
                <p className={styles.subject}>
                  {t('decide.secondPerson', {
                    duration: durationText(
                      answered.secondPerson.withinSeconds * 1000,
                    ),
                  })}
                </p>
              )}
            </>
          )}
          {(inFlight || state.phase === 'settled' || decision) && (
            <DecisionProgress decision={decision} inFlight={inFlight} />
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        {offersNewPlan && (
          <Button
            isDisabled={!live?.allowed || !movedOn}
            onPress={() => choice && onReview(choice, live)}
          >
            {t('decide.newPlan')}
          </Button>
        )}
        {state.phase === 'lost' && (
          <Button onPress={() => void props.onSendAgain()}>
            {t('decide.again')}
          </Button>
        )}
        {(isReview || inFlight) && !offersNewPlan && (
          <SendButton
            isPending={inFlight}
            isDisabled={isReview && !canSend}
            onPress={() => {
              if (isReview && reviewed) {
                void props.onSend(state.choice, reviewed, { reason, override });
              }
            }}
          >
            {answered?.secondPerson
              ? t('decide.propose')
              : t(`decide.action.${verb}`)}
          </SendButton>
        )}
        {isReview ? (
          <Button key="cancel" variant="secondary" onPress={props.onClose}>
            {t('decide.cancel')}
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
            {t('decide.close')}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
