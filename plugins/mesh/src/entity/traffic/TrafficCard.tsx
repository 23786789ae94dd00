import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ButtonIcon, Select } from '@backstage/ui';
import type { Decision, ServiceView } from '@meshway/plugin-mesh-common';
import { RiRefreshLine } from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { ChartsPart } from './ChartsPart';
import { MetricsNote } from './MetricsNote';
import { PeersPart } from './PeersPart';
import styles from './TrafficCard.module.css';
import { REFRESHES, type TrafficRefresh } from './trafficParameters';
import { useTrafficGraph, useTrafficSeries } from './useTraffic';
import { useTrafficParameters } from './useTrafficParameters';

/** Who calls the service, whom it calls, and how that went over time. */
export function TrafficCard(props: {
  entityRef: string;
  service: ServiceView;
  decisions: Decision[];
}) {
  const { entityRef, service, decisions } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const { parameters, change } = useTrafficParameters();
  const graph = useTrafficGraph(entityRef, service, parameters);
  const series = useTrafficSeries(entityRef, service, parameters);
  const freshness = graph.data?.freshness ?? series.data?.freshness;
  // Two empty parts would say no more than the reason does.
  const blind =
    freshness?.state === 'unavailable' &&
    !graph.data?.traffic &&
    !series.data?.total;

  return (
    <SectionCard
      title={t('traffic.title')}
      aside={
        <>
          <Select
            aria-label={t('traffic.refresh.label')}
            size="small"
            options={(Object.keys(REFRESHES) as TrafficRefresh[]).map(
              value => ({ value, label: t(`traffic.refresh.${value}`) }),
            )}
            selectedKey={parameters.refresh}
            onSelectionChange={key =>
              change({ refresh: key as TrafficRefresh })
            }
          />
          <ButtonIcon
            aria-label={t('traffic.refresh.now')}
            size="small"
            variant="secondary"
            icon={<RiRefreshLine />}
            onPress={() => {
              graph.again();
              series.again();
            }}
          />
        </>
      }
    >
      <div className={styles.body}>
        {freshness && (
          <MetricsNote
            freshness={freshness}
            attribution={graph.data?.traffic?.attribution}
            cluster={service.cluster}
          />
        )}
        {!blind && (
          <>
            <PeersPart
              entityRef={entityRef}
              service={service}
              reading={graph}
              look={parameters.look}
              onLook={look => change({ look })}
            />
            <ChartsPart
              service={service}
              decisions={decisions}
              reading={series}
              parameters={parameters}
              onChange={change}
            />
          </>
        )}
      </div>
    </SectionCard>
  );
}
