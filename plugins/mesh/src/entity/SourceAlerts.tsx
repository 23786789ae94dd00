import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import type { SourceFreshness } from '@meshway/plugin-mesh-common';
import { useNow } from '../hooks/useNow';
import { meshTranslationRef } from '../translation';
import { RetriedReason } from '../ui/RetriedReason';
import { Sentence } from '../ui/Sentence';
import { useDurationText } from '../ui/useDurationText';

/** Says which source is silent, since when and why; nothing while all are live. */
export function SourceAlerts(props: {
  cluster: string;
  freshness: SourceFreshness;
}) {
  const { cluster, metrics, gaps = [] } = props.freshness;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      {cluster.state === 'stale' && (
        <StaleAlert
          heardAt={cluster.heardAt}
          reason={cluster.reason}
          title={age =>
            t('source.clusterStaleTitle', { cluster: props.cluster, age })
          }
        />
      )}
      {cluster.state === 'unavailable' && (
        <Alert
          status="danger"
          icon
          title={t('source.clusterUnavailableTitle', {
            cluster: props.cluster,
          })}
          description={<RetriedReason reason={cluster.reason} />}
        />
      )}
      {metrics.state === 'stale' && (
        <StaleAlert
          heardAt={metrics.heardAt}
          reason={metrics.reason}
          title={age => t('source.metricsStaleTitle', { age })}
        />
      )}
      {metrics.state === 'unavailable' && (
        <Alert
          status="info"
          icon
          title={t('source.metricsUnavailableTitle')}
          description={metrics.reason}
        />
      )}
      {gaps.map(({ kind, reason, mend }) => (
        <Alert
          key={kind}
          status="info"
          icon
          title={t('source.gapTitle', { kind })}
          description={
            <>
              <Sentence text={reason} /> {mend && <Sentence text={mend} />}
            </>
          }
        />
      ))}
    </>
  );
}

function StaleAlert(props: {
  heardAt: string;
  reason: string;
  title: (age: string) => string;
}) {
  const durationText = useDurationText();
  const now = useNow();
  return (
    <Alert
      status="warning"
      icon
      title={props.title(durationText(now - Date.parse(props.heardAt)))}
      description={<RetriedReason reason={props.reason} />}
    />
  );
}
