import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type {
  Decision,
  ServiceView,
  TrafficSeries,
} from '@meshway/plugin-mesh-common';
import { useId, useMemo, useState } from 'react';
import { meshTranslationRef } from '../../../translation';
import type { TimeRange } from '../trafficParameters';
import { useElementWidth } from '../useElementWidth';
import type { ChartCursor } from './chartCursor';
import { QUANTILES, type Quantile } from './chartKinds';
import { chartLines } from './chartLines';
import { MarkList } from './MarkList';
import { SeriesChart } from './SeriesChart';
import styles from './SeriesCharts.module.css';
import { SeriesSummary } from './SeriesSummary';
import { timeMarks } from './timeMarks';

/** Rate, errors and response times over the same time, with one cursor for all. */
export function SeriesCharts(props: {
  service: ServiceView;
  decisions: Decision[];
  series: TrafficSeries;
  onZoom: (range: TimeRange) => void;
}) {
  const { service, decisions, series, onZoom } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const hintId = useId();
  const [width, widthRef] = useElementWidth();
  const [cursor, setCursor] = useState<ChartCursor>({});
  const [quantile, setQuantile] = useState<Quantile>('p95');
  const lines = useMemo(
    () => chartLines(series, service.revisions),
    [series, service.revisions],
  );
  const range = useMemo(
    () => ({ from: Date.parse(series.from), to: Date.parse(series.to) }),
    [series.from, series.to],
  );
  const marks = useMemo(
    () => timeMarks(service, decisions, range),
    [service, decisions, range],
  );
  const shared = {
    at: series.at,
    range,
    lines,
    marks,
    width,
    cursor,
    quantile,
    hintId,
    onCursor: setCursor,
    onZoom,
  };
  return (
    <>
      <SeriesSummary lines={lines} />
      <div className={styles.charts} ref={widthRef}>
        <SeriesChart {...shared} kind="rate" title={t('traffic.chart.rate')} />
        <SeriesChart
          {...shared}
          kind="errors"
          title={t('traffic.chart.errors')}
        />
        <SeriesChart
          {...shared}
          kind="latency"
          title={t('traffic.chart.latency')}
          aside={
            <ToggleButtonGroup
              aria-label={t('traffic.chart.quantile')}
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[quantile]}
              onSelectionChange={keys => {
                const [chosen] = keys as Set<Quantile>;
                setQuantile(chosen);
              }}
            >
              {QUANTILES.map(one => (
                <ToggleButton key={one} id={one} size="small">
                  {t(`traffic.chart.quantiles.${one}`)}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
          }
        />
      </div>
      <p id={hintId} className={styles.hint}>
        {t('traffic.chart.hint')}
      </p>
      <MarkList marks={marks} range={range} />
    </>
  );
}
