import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
  VisuallyHidden,
} from '@backstage/ui';
import type {
  Decision,
  ServiceView,
  TrafficSeries,
} from '@meshway/plugin-mesh-common';
import { RiZoomOutLine } from '@remixicon/react';
import { lazy, Suspense } from 'react';
import { meshTranslationRef } from '../../translation';
import { PartProblem } from './PartProblem';
import styles from './TrafficCard.module.css';
import {
  WINDOWS,
  type TrafficParameters,
  type TrafficWindow,
} from './trafficParameters';
import type { Reading } from '../../hooks/useReading';

/** d3 is only loaded by those who look at charts. */
const SeriesCharts = lazy(async () => {
  const { SeriesCharts: component } = await import('./charts/SeriesCharts');
  return { default: component };
});

const moment = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** How the traffic of the service went over the chosen time. */
export function ChartsPart(props: {
  service: ServiceView;
  decisions: Decision[];
  reading: Reading<TrafficSeries>;
  parameters: TrafficParameters;
  onChange: (
    changes: Partial<TrafficParameters>,
    options?: { step?: boolean },
  ) => void;
}) {
  const { service, reading, parameters, onChange } = props;
  const { data: series, error } = reading;
  const { window, range } = parameters;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <div className={styles.part}>
      <div className={styles.heading}>
        <h4 className={styles.title}>
          {t('traffic.chart.title')}{' '}
          {range && (
            <span className={styles.window}>
              {t('traffic.chart.range', {
                from: moment.format(range.from),
                to: moment.format(range.to),
              })}
            </span>
          )}
        </h4>
        <div className={styles.choices}>
          <Button
            size="small"
            variant="tertiary"
            isDisabled={!range}
            iconStart={<RiZoomOutLine />}
            onPress={() => onChange({ range: undefined }, { step: true })}
          >
            {t('traffic.chart.reset', {
              window: t(`traffic.chart.windows.${window}`),
            })}
          </Button>
          <ToggleButtonGroup
            aria-label={t('traffic.chart.window')}
            selectionMode="single"
            disallowEmptySelection={!range}
            selectedKeys={range ? [] : [window]}
            onSelectionChange={keys => {
              const [chosen] = keys as Set<TrafficWindow>;
              onChange({ window: chosen, range: undefined });
            }}
          >
            {(Object.keys(WINDOWS) as TrafficWindow[]).map(one => (
              <ToggleButton key={one} id={one} size="small">
                {t(`traffic.chart.windows.${one}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </div>
      </div>
      {error && (
        <PartProblem
          title={t('traffic.failedCharts')}
          error={error}
          reading={reading}
        />
      )}
      {!series && !error && <ChartsSkeleton />}
      {series?.total && (
        <div
          className={`${styles.part} ${reading.pending ? styles.pending : ''}`}
          aria-busy={reading.pending}
        >
          <Suspense fallback={<ChartsSkeleton />}>
            <SeriesCharts
              service={service}
              decisions={props.decisions}
              series={series}
              onZoom={zoomed => onChange({ range: zoomed }, { step: true })}
            />
          </Suspense>
        </div>
      )}
    </div>
  );
}

/** As high as the charts are with two revisions. */
function ChartsSkeleton() {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <div role="status" aria-busy="true">
      <VisuallyHidden>{t('traffic.loadingCharts')}</VisuallyHidden>
      <Skeleton width="100%" height={710} />
    </div>
  );
}
