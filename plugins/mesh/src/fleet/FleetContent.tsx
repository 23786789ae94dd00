import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Container } from '@backstage/ui';
import {
  Fleet,
  Freshness,
  MESH_SERVICE_ANNOTATION,
} from '@meshway/plugin-mesh-common';
import { useFleet } from '../hooks/useFleet';
import { useNow } from '../hooks/useNow';
import { meshTranslationRef } from '../translation';
import { RetriedReason } from '../ui/RetriedReason';
import { SectionCard } from '../ui/SectionCard';
import { useDurationText } from '../ui/useDurationText';
import styles from './FleetContent.module.css';
import { FleetSkeleton } from './FleetSkeleton';
import { FleetTable } from './FleetTable';

/** All services of the fleet; those that wait for a decision stand apart, on top. */
export function FleetContent() {
  const { t } = useTranslationRef(meshTranslationRef);
  const { fleet, receivedAt, error } = useFleet();

  let content = <FleetSkeleton />;
  if (fleet) {
    content = <FleetGroups fleet={fleet} />;
  } else if (error) {
    content = (
      <Alert
        status="danger"
        icon
        title={t('fleet.failedTitle')}
        description={<RetriedReason reason={error.message} />}
      />
    );
  }

  return (
    <Container role="main" className={styles.root}>
      {fleet && error && receivedAt !== undefined && (
        <StaleFleet receivedAt={receivedAt} reason={error.message} />
      )}
      {content}
    </Container>
  );
}

function FleetGroups(props: { fleet: Fleet }) {
  const { rows, clusters } = props.fleet;
  const { t } = useTranslationRef(meshTranslationRef);
  const waiting = rows.filter(row => row.waitsForDecision);
  const others = rows.filter(row => !row.waitsForDecision);
  const silent = Object.entries(clusters).flatMap(([cluster, freshness]) =>
    freshness.state === 'live' ? [] : [{ cluster, freshness }],
  );

  return (
    <>
      {silent.map(({ cluster, freshness }) => (
        <SilentCluster key={cluster} cluster={cluster} freshness={freshness} />
      ))}
      {rows.length === 0 && (
        <Alert
          status="info"
          icon
          title={t('fleet.emptyTitle')}
          description={t('fleet.emptyDescription', {
            annotation: MESH_SERVICE_ANNOTATION,
          })}
        />
      )}
      {waiting.length > 0 && (
        <div className={styles.waiting}>
          <SectionCard
            headingLevel={2}
            title={t('fleet.waitingTitle', { count: waiting.length })}
          >
            <FleetTable rows={waiting} />
          </SectionCard>
        </div>
      )}
      {others.length > 0 && (
        <SectionCard
          headingLevel={2}
          title={
            waiting.length > 0 ? t('fleet.othersTitle') : t('fleet.allTitle')
          }
          aside={others.length}
        >
          <FleetTable rows={others} />
        </SectionCard>
      )}
    </>
  );
}

function SilentCluster(props: {
  cluster: string;
  freshness: Exclude<Freshness, { state: 'live' }>;
}) {
  const { cluster, freshness } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const now = useNow();
  return (
    <Alert
      status={freshness.state === 'stale' ? 'warning' : 'danger'}
      icon
      title={
        freshness.state === 'stale'
          ? t('source.clusterStaleTitle', {
              cluster,
              age: durationText(now - Date.parse(freshness.heardAt)),
            })
          : t('source.clusterUnavailableTitle', { cluster })
      }
      description={<RetriedReason reason={freshness.reason} />}
    />
  );
}

function StaleFleet(props: { receivedAt: number; reason: string }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const now = useNow();
  return (
    <Alert
      status="warning"
      icon
      title={t('fleet.lostTitle', {
        age: durationText(now - props.receivedAt),
      })}
      description={<RetriedReason reason={props.reason} />}
    />
  );
}
