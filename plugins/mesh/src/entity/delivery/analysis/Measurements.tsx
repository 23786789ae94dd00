import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { AnalysisMetric } from '@meshway/plugin-mesh-common';
import { useNow } from '../../../hooks/useNow';
import { meshTranslationRef } from '../../../translation';
import { useDurationText } from '../../../ui/useDurationText';
import styles from './Analyses.module.css';
import { AnalysisPhaseChip } from './AnalysisPhaseChip';

/** Each measurement as the provider gave it, the newest first. */
export function Measurements(props: {
  measurements: AnalysisMetric['measurements'];
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const now = useNow(30_000);
  return (
    <ul className={styles.measurements}>
      {props.measurements
        .map((measurement, index) => ({ measurement, index }))
        .reverse()
        .map(
          ({ measurement: { phase, value, message, finishedAt }, index }) => (
            <li key={index} className={styles.line}>
              <AnalysisPhaseChip phase={phase} />
              <code>{value || t('analysis.noValue')}</code>
              {message && <span className={styles.minor}>{message}</span>}
              {finishedAt && (
                <span className={styles.minor}>
                  {t('time.ago', {
                    duration: durationText(now - Date.parse(finishedAt)),
                  })}
                </span>
              )}
            </li>
          ),
        )}
    </ul>
  );
}
