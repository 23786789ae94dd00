import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ArgoCanaryDelivery,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import { RiSkipForwardLine } from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { StepTrack } from '../../ui/StepTrack';
import { Analyses } from './analysis/Analyses';
import { Experiments } from './analysis/Experiments';
import { DeliveredBy } from './DeliveredBy';
import styles from './DeliveryCard.module.css';
import { DeliveryHolds } from './DeliveryHolds';
import { ManagedRoutes } from './ManagedRoutes';
import { StepList } from './StepList';
import { VerdictPanel } from './verdict/VerdictPanel';
import { WeightsPanel } from './WeightsPanel';

/** A canary's steps, its share of the traffic, and what judges it. */
export function CanaryCard(props: {
  delivery: ArgoCanaryDelivery;
  service: ServiceView;
}) {
  const { delivery, service } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const total = delivery.steps.length;
  let progress: string = t('delivery.noSteps');
  if (delivery.aborted) {
    progress = t('delivery.noneUnderWay');
  } else if (total > 0 && delivery.currentStepIndex < total) {
    progress = t('delivery.progress', {
      current: String(delivery.currentStepIndex + 1),
      total: String(total),
    });
  } else if (total > 0) {
    progress = t('delivery.allDone', { total: String(total) });
  }
  const isUnderWay = delivery.phase !== 'Healthy';

  return (
    <SectionCard
      title={t('delivery.title')}
      aside={
        <>
          <DeliveredBy
            templateOf={delivery.templateOf}
            gitOps={delivery.gitOps}
          >
            {t('delivery.by', {
              kind: delivery.workload.kind,
              name: delivery.workload.name,
            })}
          </DeliveredBy>
          <strong className={styles.progress}>{progress}</strong>
        </>
      }
    >
      <div className={styles.body}>
        {delivery.promotesFully && (
          <p className={styles.note}>
            <RiSkipForwardLine aria-hidden="true" className={styles.icon} />
            {t('delivery.fully')}
          </p>
        )}
        {total > 0 && (
          <>
            <StepTrack
              steps={delivery.steps}
              pause={delivery.pause}
              promotesFully={delivery.promotesFully}
            />
            <StepList steps={delivery.steps} />
          </>
        )}
        <DeliveryHolds holds={delivery.holds} message={messageOf(delivery)} />
        {isUnderWay && (
          <div className={styles.pair}>
            <WeightsPanel weights={delivery.weights} />
            <VerdictPanel verdict={service.verdict} />
          </div>
        )}
        <ManagedRoutes routes={delivery.managedRoutes} />
        <Analyses analyses={delivery.analyses} revisions={service.revisions} />
        <Experiments
          experiments={delivery.experiments}
          revisions={service.revisions}
        />
      </div>
    </SectionCard>
  );
}

/** What the controller says when all is well names only the kind of pause. */
function messageOf({ phase, message }: ArgoCanaryDelivery): string | undefined {
  return phase === 'Degraded' || phase === 'Progressing' ? message : undefined;
}
