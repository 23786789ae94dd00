import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ArgoCanaryDelivery } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { StepTrack } from '../../ui/StepTrack';
import styles from './DeliveryCard.module.css';
import { DeliveryHolds } from './DeliveryHolds';
import { WeightsPanel } from './WeightsPanel';

/** A canary's steps and its share of the traffic. */
export function CanaryCard(props: { delivery: ArgoCanaryDelivery }) {
  const { delivery } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const total = delivery.steps.length;
  let progress: string = t('delivery.noSteps');
  if (total > 0 && delivery.currentStepIndex < total) {
    progress = t('delivery.progress', {
      current: String(delivery.currentStepIndex + 1),
      total: String(total),
    });
  } else if (total > 0) {
    progress = t('delivery.allDone', { total: String(total) });
  }

  return (
    <SectionCard
      title={t('delivery.title')}
      aside={
        <>
          <span>
            {t('delivery.by', {
              kind: delivery.workload.kind,
              name: delivery.workload.name,
            })}
          </span>
          <strong className={styles.progress}>{progress}</strong>
        </>
      }
    >
      <div className={styles.body}>
        {total > 0 && (
          <StepTrack steps={delivery.steps} pause={delivery.pause} />
        )}
        {delivery.phase !== 'Healthy' && (
          <WeightsPanel weights={delivery.weights} />
        )}
        {delivery.phase === 'Degraded' && delivery.message && (
          <p className={styles.message}>{delivery.message}</p>
        )}
        <DeliveryHolds holds={delivery.holds} />
      </div>
    </SectionCard>
  );
}
