import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  ArgoBlueGreenDelivery,
  ArgoCanaryDelivery,
  Decision,
  meshDeliveryPermissions,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import { RiSkipForwardLine } from '@remixicon/react';
import { RefObject, useEffect, useId, useRef } from 'react';
import { meshTranslationRef } from '../../translation';
import { CopyLine } from '../../ui/CopyLine';
import { Sentence } from '../../ui/Sentence';
import styles from './Promote.module.css';
import { PromoteDialog } from './PromoteDialog';
import { usePromote } from './usePromote';

/** The Promote button, or beside it the reason why it cannot be pressed, and its dialog. */
export function Promote(props: {
  entityRef: string;
  service: ServiceView;
  delivery: ArgoCanaryDelivery | ArgoBlueGreenDelivery;
  decisions: Decision[];
  /** Takes the focus after the dialog when the button has become disabled. */
  focusFallbackRef: RefObject<HTMLElement>;
}) {
  const { entityRef, service, delivery, decisions, focusFallbackRef } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const permission = usePermission({
    permission: meshDeliveryPermissions.promote,
    resourceRef: entityRef,
  });
  const { state, review, close, send } = usePromote({
    entityRef,
    service,
    decisions,
  });
  const buttonRef = useRef<HTMLButtonElement>(null);
  const reasonId = useId();
  const plan = delivery.plans.promote;
  const { consent } = service;

  let reason: string | undefined;
  if (permission.loading) {
    reason = t('promote.checkingPermission');
  } else if (!permission.allowed) {
    reason = t('promote.ownersOnly');
  } else if (!consent.given) {
    reason = consent.reason;
  } else if (!plan.allowed) {
    reason = plan.reason;
  } else if (service.freshness.cluster.state !== 'live') {
    reason = t('promote.clusterSilent');
  }

  const isOpen = state.phase !== 'closed';
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) {
      const button = buttonRef.current;
      (button && !button.disabled ? button : focusFallbackRef.current)?.focus();
    }
    wasOpen.current = isOpen;
  }, [isOpen, focusFallbackRef]);

  return (
    <div className={styles.root}>
      <Button
        ref={buttonRef}
        size="medium"
        variant={reason === undefined ? 'primary' : 'secondary'}
        iconStart={<RiSkipForwardLine />}
        isDisabled={reason !== undefined}
        aria-describedby={reason === undefined ? undefined : reasonId}
        onPress={() => plan.allowed && review(plan)}
      >
        {t('promote.action')}
      </Button>
      {reason !== undefined && (
        <p id={reasonId} className={styles.reason}>
          <Sentence text={reason} />
        </p>
      )}
      {!permission.loading && permission.allowed && !consent.given && (
        <CopyLine line={consent.line} />
      )}
      <PromoteDialog
        service={service}
        livePlan={plan}
        decisions={decisions}
        state={state}
        onReview={review}
        onClose={close}
        onSend={send}
      />
    </div>
  );
}
