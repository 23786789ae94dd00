import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import type { Decision, ServiceView } from '@meshway/plugin-mesh-common';
import { useState } from 'react';
import { meshApiRef } from '../../api';
import { readBackendError } from '../../hooks/readBackendError';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import styles from './DecisionDialog.module.css';
import { DecisionProgress } from './DecisionProgress';
import { Objections } from './Objections';
import { PlanPreview } from './PlanPreview';
import { useDecisionPlan } from './useDecisionPlan';

/** Shows what a proposal would do now, and approves it or takes it back. */
export function ProposalDialog(props: {
  entityRef: string;
  service: ServiceView;
  decisions: Decision[];
  proposal: Decision;
  act: 'approve' | 'withdraw';
  onClose: () => void;
}) {
  const { entityRef, service, proposal, act } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const meshApi = useApi(meshApiRef);
  const [state, setState] = useState<
    | { phase: 'review' | 'sending' }
    | { phase: 'done'; decision: Decision }
    | { phase: 'failed'; message: string }
  >({ phase: 'review' });
  const approves = act === 'approve';
  const { verb, revision, weight } = proposal;
  const { plan: answered } = useDecisionPlan({
    entityRef,
    service,
    choice:
      approves && state.phase === 'review'
        ? { verb, revision, weight }
        : undefined,
    delivery: service.delivery,
  });
  const streamed = props.decisions.find(({ id }) => id === proposal.id);
  const isDone = state.phase === 'done';
  let decision = isDone ? state.decision : undefined;
  if (decision && streamed && streamed.updatedAt > decision.updatedAt) {
    decision = streamed;
  }

  const send = async () => {
    setState({ phase: 'sending' });
    try {
      setState({
        phase: 'done',
        decision: await (approves
          ? meshApi.approveDecision(entityRef, proposal.id)
          : meshApi.withdrawDecision(entityRef, proposal.id)),
      });
    } catch (error) {
      setState({ phase: 'failed', message: readBackendError(error).message });
    }
  };

  return (
    <Dialog
      isOpen
      width="min(38rem, calc(100vw - 2rem))"
      isDismissable
      onOpenChange={open => !open && props.onClose()}
    >
      <DialogHeader>
        {t(`proposal.${act}Title`, { name: service.name })}
      </DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          {state.phase === 'failed' && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('proposal.refusedTitle')}
              description={<Sentence text={state.message} />}
            />
          )}
          {proposal.reason && (
            <q className={styles.subject}>{proposal.reason}</q>
          )}
          {approves && !isDone && answered && (
            <Objections objections={answered.objections} />
          )}
          {approves && !isDone && answered?.plan.allowed && (
            <PlanPreview
              plan={answered.plan}
              delivery={service.delivery}
              verdict={answered.verdict?.sentence}
            />
          )}
          {approves && !isDone && answered && !answered.plan.allowed && (
            <Alert
              status="warning"
              icon
              title={t('decide.impossibleTitle')}
              description={<Sentence text={answered.plan.reason} />}
            />
          )}
          {!approves && !isDone && (
            <p className={styles.subject}>{t('proposal.withdrawPlan')}</p>
          )}
          {decision &&
            (approves ? (
              <DecisionProgress decision={decision} inFlight={false} />
            ) : (
              <p className={styles.subject} role="status">
                {decision.outcome ?? t('decision.stateWithdrawn')}
              </p>
            ))}
        </div>
      </DialogBody>
      <DialogFooter>
        {!isDone && (
          <Button
            isPending={state.phase === 'sending'}
            isDisabled={approves && answered?.plan.allowed === false}
            onPress={() => void send()}
          >
            {t(`proposal.${act}`)}
          </Button>
        )}
        <Button variant="secondary" onPress={props.onClose}>
          {t(isDone ? 'decide.close' : 'decide.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
