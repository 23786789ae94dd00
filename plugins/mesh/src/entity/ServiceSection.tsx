import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import type { Decision, ServiceView } from '@meshway/plugin-mesh-common';
import { RiPulseLine } from '@remixicon/react';
import { ReactNode, useId } from 'react';
import { meshTranslationRef } from '../translation';
import { PartBoundary } from '../ui/PartBoundary';
import { Sentence } from '../ui/Sentence';
import { StatusChip } from '../ui/StatusChip';
import { DeliveryCard } from './delivery/DeliveryCard';
import { RevisionsCard } from './delivery/revisions/RevisionsCard';
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
import { TrafficCard } from './traffic/TrafficCard';

/** What a part is made of. */
interface PartProps {
  entityRef: string;
  service: ServiceView;
  /** Those about this service. */
  decisions: Decision[];
}

const PARTS: Record<MeshPart, (props: PartProps) => ReactNode> = {
  delivery: ({ service }) => <DeliveryCard service={service} />,
  revisions: ({ service }) => (
    <RevisionsCard
      revisions={service.revisions}
      attribution={service.attribution}
      metrics={service.freshness.metrics}
    />
  ),
  traffic: props => <TrafficCard {...props} />,
  posture: ({ entityRef, service }) => (
    <PostureCard entityRef={entityRef} service={service} />
  ),
  exposure: ({ entityRef, service }) => (
    <ExposureCard entityRef={entityRef} service={service} />
  ),
  findings: ({ entityRef, service }) => (
    <FindingsCard entityRef={entityRef} service={service} />
  ),
  history: props => <HistoryCard {...props} />,
  elsewhere: ({ entityRef, service }) => (
    <ElsewhereCard entityRef={entityRef} service={service} />
  ),
};

/** Two of them have room beside each other. */
const NARROW: readonly MeshPart[] = ['posture', 'exposure'];

/** Everything about one service of the entity in one cluster. */
export function ServiceSection(props: {
  entityRef: string;
  service: ServiceView;
  /** Whether news arrive; what stands here is old otherwise. */
  connected: boolean;
  decisions: Decision[];
  /** What is shown below the headline, in this order. */
  parts: readonly MeshPart[];
}) {
  const { service } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const titleId = useId();
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
      <div className={styles.parts}>
        {props.parts.map(part => (
          <div
            key={part}
            className={NARROW.includes(part) ? styles.narrow : styles.wide}
          >
            <PartBoundary>
              {PARTS[part]({ entityRef: props.entityRef, service, decisions })}
            </PartBoundary>
          </div>
        ))}
      </div>
    </section>
  );
}
