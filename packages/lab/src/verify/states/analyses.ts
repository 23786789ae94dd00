import { METRICS } from '../analysisMetrics.ts';
import { analysisTemplate, subsetCanary } from '../manifests.ts';
import type { RolloutStage } from '../RolloutStage.ts';
import type { RolloutState } from './RolloutState.ts';

const TEMPLATES = { templates: [{ templateName: 'success-rate' }] };

async function judged(
  stage: RolloutStage,
  metric: object,
  how: 'step' | 'background',
): Promise<void> {
  await stage.create([
    analysisTemplate('success-rate', stage.access.prometheus, metric),
    ...subsetCanary(
      how === 'step'
        ? [{ setWeight: 20 }, { analysis: TEMPLATES }, { pause: {} }]
        : [{ setWeight: 20 }, { pause: {} }, { setWeight: 60 }, { pause: {} }],
      { canary: how === 'background' ? { analysis: TEMPLATES } : {} },
    ),
  ]);
  await stage.untilHealthy();
  await stage.ship('1.1.0');
}

const hasMeasured = async (stage: RolloutStage) =>
  (await stage.list('AnalysisRun')).some(
    ({ status }) => status?.metricResults?.[0]?.measurements?.length,
  );

/** States of a canary that an analysis judges. */
export const ANALYSIS_STATES: RolloutState[] = [
  {
    name: 'step-analysis-running',
    what: 'The analysis of a step runs and has measured once.',
    reach: async stage => {
      await judged(stage, METRICS.running, 'step');
      await stage.untilPhase('Progressing', () => hasMeasured(stage));
    },
  },
  {
    name: 'step-analysis-successful',
    what: 'The analysis of a step succeeded; the canary waits at the pause after it.',
    reach: async stage => {
      await judged(stage, METRICS.successful, 'step');
      await stage.untilPausedAt(2);
    },
  },
  {
    name: 'step-analysis-failed',
    what: 'The analysis of a step failed, so the update was aborted.',
    reach: async stage => {
      await judged(stage, METRICS.failed, 'step');
      await stage.untilPhase('Degraded');
    },
  },
  {
    name: 'step-analysis-error',
    what: 'The analysis of a step could not be measured, so the update was aborted.',
    reach: async stage => {
      await judged(
        stage,
        {
          count: 1,
          consecutiveErrorLimit: 0,
          successCondition: 'result[0] >= 0.95',
          provider: {
            prometheus: {
              address: stage.access.prometheus,
              query: 'this is no query',
            },
          },
        },
        'step',
      );
      await stage.untilPhase('Degraded');
    },
  },
  {
    name: 'step-analysis-inconclusive',
    what: 'The analysis of a step came to no conclusion.',
    reach: async stage => {
      await judged(stage, METRICS.inconclusive, 'step');
      await stage.untilPhase('Paused');
    },
  },
  {
    name: 'background-analysis-running',
    what: 'A background analysis runs while the canary waits at a pause.',
    reach: async stage => {
      await judged(stage, METRICS.running, 'background');
      await stage.untilPausedAt(1);
      await stage.until('it was measured', () => hasMeasured(stage));
    },
  },
  {
    name: 'background-analysis-failed',
    what: 'A background analysis failed, so the update was aborted.',
    reach: async stage => {
      await judged(stage, METRICS.failed, 'background');
      await stage.untilPhase('Degraded');
    },
  },
  {
    name: 'background-analysis-inconclusive',
    what: 'A background analysis came to no conclusion while the canary waited at a pause.',
    reach: async stage => {
      await judged(stage, METRICS.inconclusive, 'background');
      await stage.untilPhase('Paused', ({ status }) =>
        status.pauseConditions?.some(
          ({ reason }: { reason: string }) =>
            reason === 'InconclusiveAnalysisRun',
        ),
      );
    },
  },
];
