import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { AnalysisMetric } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../../translation';
import { Details } from '../../../ui/Details';
import styles from './Analyses.module.css';
import { AnalysisPhaseChip } from './AnalysisPhaseChip';
import { formatMeasured } from './formatMeasured';
import { MeasurementChart, type JudgedLimit } from './MeasurementChart';
import { Measurements } from './Measurements';
import { parseCondition } from './parseCondition';
import { useMetricCounts } from './useMetricCounts';
import { valueOfMeasurement } from './valueOfMeasurement';

/** What a metric measured, against its limits where these can be drawn. */
export function AnalysisMetricRow(props: { metric: AnalysisMetric }) {
  const { metric } = props;
  const { successCondition, failureCondition, measurements } = metric;
  const { t } = useTranslationRef(meshTranslationRef);
  const counts = useMetricCounts()(metric);

  const good = parseCondition(successCondition ?? '') ?? [];
  const bad = parseCondition(failureCondition ?? '') ?? [];
  const path = [...good, ...bad][0]?.path ?? 'result';
  const limits: JudgedLimit[] = [
    ...good.map(limit => ({ ...limit, judged: 'good' as const })),
    ...bad.map(limit => ({ ...limit, judged: 'bad' as const })),
  ]
    // Another number of the result has another scale.
    .filter(limit => limit.path === path)
    .map(({ judged, operator, value }) => ({
      judged,
      value,
      text: `${operator} ${formatMeasured(value)}`,
    }));
  const values = measurements.map(({ value }) =>
    valueOfMeasurement(value, path),
  );
  const isDrawn = values.some(value => value !== undefined);

  return (
    <li className={styles.metric}>
      <div className={styles.metricWords}>
        <div className={styles.line}>
          <strong>{metric.name}</strong>
          <AnalysisPhaseChip phase={metric.phase} />
        </div>
        {successCondition && (
          <span>
            {t('analysis.goodWhen')} <code>{successCondition}</code>
          </span>
        )}
        {failureCondition && (
          <span>
            {t('analysis.badWhen')} <code>{failureCondition}</code>
          </span>
        )}
        {counts.length > 0 && (
          <span className={styles.minor}>{counts.join(' · ')}</span>
        )}
        {metric.message && (
          <span className={styles.minor}>{metric.message}</span>
        )}
        {measurements.length === 0 && (
          <span className={styles.minor}>{t('analysis.noMeasurements')}</span>
        )}
        {isDrawn && (
          <Details
            summary={t('analysis.everyMeasurement', {
              count: measurements.length,
            })}
          >
            <Measurements measurements={measurements} />
          </Details>
        )}
      </div>
      {isDrawn ? (
        <MeasurementChart metric={metric} values={values} limits={limits} />
      ) : (
        <Measurements measurements={measurements} />
      )}
    </li>
  );
}
