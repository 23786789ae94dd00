import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Experiment, Revision } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../../translation';
import { formatPercent } from '../../../ui/formatNumber';
import { Sentence } from '../../../ui/Sentence';
import { Panel } from '../Panel';
import { AnalysisRuns } from './Analyses';
import styles from './Analyses.module.css';
import { AnalysisPhaseChip } from './AnalysisPhaseChip';

/** The experiments of the steps, with what they run beside the release. */
export function Experiments(props: {
  experiments: Experiment[];
  revisions: Revision[];
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  if (props.experiments.length === 0) return null;
  return (
    <Panel title={t('analysis.experiments')}>
      <div className={styles.runs}>
        {props.experiments.map(({ name, phase, message, ...experiment }) => (
          <div key={name} className={styles.run}>
            <div className={styles.line}>
              <AnalysisPhaseChip phase={phase} />
              <code>{name}</code>
            </div>
            {message && (
              <p className={styles.message}>
                <Sentence text={message} />
              </p>
            )}
            <ul className={styles.templates}>
              {experiment.templates.map(template => (
                <li key={template.name} className={styles.line}>
                  <strong>{template.name}</strong>
                  <span>{template.status}</span>
                  <span className={styles.minor}>
                    {t('analysis.podsOf', {
                      available: String(template.availablePods),
                      desired: String(template.desiredPods),
                    })}
                  </span>
                  {template.weight !== undefined && (
                    <span className={styles.minor}>
                      {t('analysis.trafficOf', {
                        weight: formatPercent(template.weight),
                      })}
                    </span>
                  )}
                </li>
              ))}
            </ul>
            <AnalysisRuns
              analyses={experiment.analyses}
              revisions={props.revisions}
            />
          </div>
        ))}
      </div>
    </Panel>
  );
}
