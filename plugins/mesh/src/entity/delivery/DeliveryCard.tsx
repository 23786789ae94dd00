import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Delivery } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { Sentence } from '../../ui/Sentence';
import { StepTrack } from '../../ui/StepTrack';
import styles from './DeliveryCard.module.css';
import { WeightsPanel } from './WeightsPanel';

/** How the new revision takes over: its steps and its share, or why there is nothing to decide. */
export function DeliveryCard(props: { delivery: Delivery }) {
  const { delivery } = props;
  const { t } = useTranslationRef(meshTranslationRef);

  if (delivery.engine === 'none') {
    return (
      <SectionCard title={t('delivery.noneTitle')}>
        <div className={styles.body}>
          {delivery.workloads.length > 0 && (
            <ul className={styles.workloads}>
              {delivery.workloads.map(workload => (
                <li key={`${workload.kind} ${workload.name}`}>
                  {workload.kind} <code>{workload.name}</code>
                </li>
              ))}
            </ul>
          )}
          <p className={styles.reason}>
            <Sentence text={delivery.reason} />
          </p>
        </div>
      </SectionCard>
    );
  }

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
      </div>
    </SectionCard>
  );
}
