import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Analysis, Revision } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../../translation';
import { Details } from '../../../ui/Details';
import { Panel } from '../Panel';
import styles from './Analyses.module.css';
import { AnalysisRun } from './AnalysisRun';

/** The newest analysis and all that run; earlier ones on demand. */
export function Analyses(props: {
  analyses: Analysis[];
  revisions: Revision[];
}) {
  const { analyses, revisions } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  if (analyses.length === 0) return null;
  const isShown = (analysis: Analysis, index: number) =>
    index === 0 || analysis.phase === 'Running';
  const shown = analyses.filter(isShown);
  const earlier = analyses.filter(analysis => !shown.includes(analysis));
  return (
    <Panel title={t('analysis.title')}>
      <AnalysisRuns analyses={shown} revisions={revisions} />
      {earlier.length > 0 && (
        <Details summary={t('analysis.earlier', { count: earlier.length })}>
          <AnalysisRuns analyses={earlier} revisions={revisions} />
        </Details>
      )}
    </Panel>
  );
}

/** Analyses below each other. */
export function AnalysisRuns(props: {
  analyses: Analysis[];
  revisions: Revision[];
}) {
  return (
    <div className={styles.runs}>
      {props.analyses.map(analysis => (
        <AnalysisRun
          key={analysis.name}
          analysis={analysis}
          revisions={props.revisions}
        />
      ))}
    </div>
  );
}
