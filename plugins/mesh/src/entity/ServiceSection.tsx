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
import { ElsewhereCard } from './elsewhere/ElsewhereCard';
import { ExposureCard } from './exposure/ExposureCard';
import { FindingsCard } from './findings/FindingsCard';
import { Headline } from './Headline';
import { HistoryCard } from './history/HistoryCard';
import { isAbout } from './history/isAbout';
import type { MeshPart } from './meshParts';
import { PostureCard } from './posture/PostureCard';
import styles from './ServiceSection.module.css';
import { SourceAlerts } from './SourceAlerts';

/** Everything about one service of the entity in one cluster. */
export function ServiceSection(props: {
  entityRef: string;
  service: ServiceView;
  /** Whether news arrive; what stands here is old otherwise. */
  connected: boolean;
  decisions: Decision[];
  /** What is shown below the headline. */
  parts: readonly MeshPart[];
}) {
  const { service } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const titleId = useId();
  const shows = (part: MeshPart) => props.parts.includes(part);
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
      {shows('delivery') && <DeliveryCard delivery={delivery} />}
      {shows('revisions') && (
        <RevisionsCard
          revisions={service.revisions}
          attribution={service.attribution}
          metrics={service.freshness.metrics}
        />
      )}
      {(shows('posture') || shows('exposure')) && (
        <div className={styles.pair}>
          {shows('posture') && (
            <PostureCard entityRef={props.entityRef} service={service} />
          )}
          {shows('exposure') && (
            <ExposureCard entityRef={props.entityRef} service={service} />
          )}
        </div>
      )}
      {shows('findings') && (
        <FindingsCard entityRef={props.entityRef} service={service} />
      )}
      {shows('history') && (
        <HistoryCard
          entityRef={props.entityRef}
          service={service}
          decisions={decisions}
        />
      )}
      {shows('elsewhere') && (
        <ElsewhereCard entityRef={props.entityRef} service={service} />
      )}
    </section>
  );
}
