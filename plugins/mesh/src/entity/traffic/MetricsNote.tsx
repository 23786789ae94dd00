import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import type { Freshness, ServiceView } from '@meshway/plugin-mesh-common';
import { useNow } from '../../hooks/useNow';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import { useDurationText } from '../../ui/useDurationText';

/** What is wrong with the metrics behind a part; nothing while they are as they should be. */
export function MetricsNote(props: {
  freshness: Freshness;
  attribution?: ServiceView['attribution'];
  cluster: string;
}) {
  const { freshness, attribution } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  if (freshness.state === 'unavailable') {
    return (
      <Alert
        status="info"
        icon
        title={t('traffic.unavailable')}
        description={
          <>
            <Sentence text={freshness.reason} />{' '}
            {t('traffic.unavailableNext', { cluster: props.cluster })}
          </>
        }
      />
    );
  }
  return (
    <>
      {freshness.state === 'stale' && (
        <StaleNote heardAt={freshness.heardAt} reason={freshness.reason} />
      )}
      {attribution?.possible === false && (
        <Alert
          status="info"
          icon
          title={t('traffic.untold')}
          description={<Sentence text={attribution.reason} />}
        />
      )}
    </>
  );
}

function StaleNote(props: { heardAt: string; reason: string }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const now = useNow(10_000);
  return (
    <Alert
      status="warning"
      icon
      title={t('traffic.stale', {
        age: durationText(now - Date.parse(props.heardAt)),
      })}
      description={<Sentence text={props.reason} />}
    />
  );
}
