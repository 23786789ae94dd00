import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import type { Decision, ServiceView } from '@meshway/plugin-mesh-common';
import { RiPulseLine } from '@remixicon/react';
import { useId } from 'react';
import { meshTranslationRef } from '../translation';
import { Sentence } from '../ui/Sentence';
import { StatusChip } from '../ui/StatusChip';
import { DeliveryCard } from './delivery/DeliveryCard';
import { RevisionsCard } from './delivery/RevisionsCard';
import { Headline } from './Headline';
import { RecentDecisions } from './history/RecentDecisions';
import styles from './ServiceSection.module.css';
import { SourceAlerts } from './SourceAlerts';

/** Everything about one service of the entity in one cluster. */
export function ServiceSection(props: {
  entityRef: string;
  service: ServiceView;
  /** Whether news arrive; what stands here is old otherwise. */
  connected: boolean;
  decisions: Decision[];
}) {
  const { service } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const titleId = useId();
  const { delivery } = service;
  const decisions = props.decisions.filter(decision =>
    isAbout(decision, service),
  );

  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <div className={styles.heading}>
        <h2 id={titleId} className={styles.title}>
          {service.name}
        </h2>
        <span className={styles.place}>
          {t('service.place', {
            namespace: service.namespace,
            cluster: service.cluster,
          })}
        </span>
        {props.connected && service.freshness.cluster.state === 'live' && (
          <span className={styles.live}>
            <StatusChip tone="positive" icon={<RiPulseLine />}>
              {t('source.live')}
            </StatusChip>
          </span>
        )}
      </div>
      <SourceAlerts cluster={service.cluster} freshness={service.freshness} />
      {service.unreadable && service.unreadable.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('service.unreadableTitle')}
          description={
            <ul className={styles.unreadable}>
              {service.unreadable.map(sentence => (
                <li key={sentence}>
                  <Sentence text={sentence} />
                </li>
              ))}
            </ul>
          }
        />
      )}
      <Headline
        entityRef={props.entityRef}
        service={service}
        decisions={decisions}
      />
      <DeliveryCard delivery={delivery} />
      {delivery.engine !== 'none' && <RecentDecisions decisions={decisions} />}
      <RevisionsCard
        revisions={service.revisions}
        attribution={service.attribution}
        metrics={service.freshness.metrics}
      />
    </section>
  );
}

/** Whether a decision changed what stands behind or in front of the service. */
function isAbout(
  { service: { cluster }, target }: Decision,
  service: ServiceView,
): boolean {
  const { delivery } = service;
  if (cluster !== service.cluster || delivery.engine === 'none') return false;
  const changed =
    delivery.engine === 'argo-rollouts'
      ? delivery.workload
      : delivery.route.virtualService;
  return target.namespace === changed.namespace && target.name === changed.name;
}
