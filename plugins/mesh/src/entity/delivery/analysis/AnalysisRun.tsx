import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Analysis, Revision } from '@meshway/plugin-mesh-common';
import { useNow } from '../../../hooks/useNow';
import { meshTranslationRef } from '../../../translation';
import { Sentence } from '../../../ui/Sentence';
import { useDurationText } from '../../../ui/useDurationText';
import styles from './Analyses.module.css';
import { AnalysisMetricRow } from './AnalysisMetricRow';
import { AnalysisPhaseChip } from './AnalysisPhaseChip';

/** One analysis with everything it measured. */
export function AnalysisRun(props: {
  analysis: Analysis;
  revisions: Revision[];
}) {
  const { name, type, phase, message, hash, stepIndex, startedAt, metrics } =
    props.analysis;
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const now = useNow(30_000);
  const version = props.revisions.find(
    revision => revision.hash === hash,
  )?.version;
  let place: string = t(`analysis.type.${type}`, {
    step: String((stepIndex ?? 0) + 1),
  });
  if (type === 'step' && stepIndex === undefined) {
    place = t('analysis.type.step-unknown');
  }
  const facts = [
    place,
    ...(version ? [t('analysis.ofRevision', { version })] : []),
    ...(startedAt
      ? [
          t('analysis.started', {
            age: durationText(now - Date.parse(startedAt)),
          }),
        ]
      : []),
  ];
  return (
    <div className={styles.run}>
      <div className={styles.line}>
        <AnalysisPhaseChip phase={phase} />
        <code>{name}</code>
        <span className={styles.minor}>{facts.join(', ')}</span>
      </div>
      {message && (
        <p className={styles.message}>
          <Sentence text={message} />
        </p>
      )}
      {metrics.length === 0 ? (
        <p className={styles.message}>{t('analysis.noMetrics')}</p>
      ) : (
        <ul className={styles.metrics}>
          {metrics.map(metric => (
            <AnalysisMetricRow key={metric.name} metric={metric} />
          ))}
        </ul>
      )}
    </div>
  );
}
