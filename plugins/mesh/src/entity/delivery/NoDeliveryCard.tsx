import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { NoDelivery } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { Sentence } from '../../ui/Sentence';
import styles from './DeliveryCard.module.css';

/** Workloads that no engine moves, and why. */
export function NoDeliveryCard(props: { delivery: NoDelivery }) {
  const { workloads, reason } = props.delivery;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <SectionCard title={t('delivery.noneTitle')}>
      <div className={styles.body}>
        {workloads.length > 0 && (
          <ul className={styles.workloads}>
            {workloads.map(workload => (
              <li key={`${workload.kind} ${workload.name}`}>
                {workload.kind} <code>{workload.name}</code>
              </li>
            ))}
          </ul>
        )}
        <p className={styles.reason}>
          <Sentence text={reason} />
        </p>
      </div>
    </SectionCard>
  );
}
