import { METRICS } from '../analysisMetrics.ts';
import { analysisTemplate, hostCanary, NAME } from '../manifests.ts';
import type { RolloutStage } from '../RolloutStage.ts';
import type { RolloutState } from './RolloutState.ts';

const PATIENT_LOOKS = 40;

/** A canary with 10 %, then an experiment whose two revisions get 5 % each. */
async function experimenting(
  stage: RolloutStage,
  metric?: keyof typeof METRICS,
  step: object = {},
): Promise<void> {
  const experiment = {
    templates: [
      { name: 'baseline', specRef: 'stable', replicas: 1, weight: 5 },
      { name: 'candidate', specRef: 'canary', replicas: 1, weight: 5 },
    ],
    ...(metric && {
      // Without being required the experiment would go on after it.
      analyses: [
        {
          name: 'success-rate',
          templateName: 'success-rate',
          requiredForCompletion: true,
        },
      ],
    }),
    ...step,
  };
  await stage.create([
    ...(metric
      ? [
          analysisTemplate(
            'success-rate',
            stage.access.prometheus,
            METRICS[metric],
          ),
        ]
      : []),
    ...hostCanary([
      { setWeight: 10 },
      { experiment },
      { setWeight: 50 },
      { pause: {} },
    ]),
  ]);
  await stage.untilHealthy();
  await stage.ship('1.1.0');
}

const hasPhase = (stage: RolloutStage, phase: string) => async () =>
  (await stage.list('Experiment')).some(
    ({ status }) => status?.phase === phase,
  );

/**
 * The controller may miss the moment at which an experiment has begun to run, and then gives it no traffic until
 * something else makes it look at the Rollout; now and then it never does. Either way the experiment runs.
 */
async function getsTraffic(stage: RolloutStage): Promise<void> {
  let looks = 0;
  await stage.until('the experiment gets traffic', async ({ status }) => {
    if (status.canary.weights?.additional?.length === 2) return true;
    looks += 1;
    await stage.patch('Rollout', NAME, {
      metadata: { annotations: { 'lab.meshway.dev/look': `${looks}` } },
    });
    return looks >= PATIENT_LOOKS;
  });
}

/** States of a canary at an experiment. */
export const EXPERIMENT_STATES: RolloutState[] = [
  {
    name: 'experiment-running',
    what: 'Canary with an experiment for an hour: 5 % of the traffic each for baseline and candidate.',
    reach: async stage => {
      await experimenting(stage, undefined, { duration: '1h' });
      await stage.untilPhase('Progressing', hasPhase(stage, 'Running'));
      await getsTraffic(stage);
    },
  },
  {
    name: 'experiment-analysis-running',
    what: 'Canary with an experiment that lasts until its analysis ends; it has measured once.',
    reach: async stage => {
      await experimenting(stage, 'running');
      await stage.untilPhase('Progressing', hasPhase(stage, 'Running'));
      await stage.until('it was measured', async () =>
        (
          await stage.list('AnalysisRun')
        ).some(
          ({ status }) => status?.metricResults?.[0]?.measurements?.length,
        ),
      );
      await getsTraffic(stage);
    },
  },
  {
    name: 'experiment-failed',
    what: 'Canary whose experiment failed by its analysis, so the update was aborted.',
    reach: async stage => {
      await experimenting(stage, 'failed');
      await stage.untilPhase('Degraded');
    },
  },
  {
    name: 'experiment-inconclusive',
    what: 'Canary whose experiment came to no conclusion: it waits for a person, and the controller starts the experiment again and again.',
    // It moves without end, so that one can only look while the controller is stopped.
    whileSilent: async () => {},
    reach: async stage => {
      await experimenting(stage, 'inconclusive');
      await stage.untilPhase('Paused');
    },
  },
  {
    name: 'experiment-successful',
    what: 'Canary whose experiment succeeded; it waits at the pause after it.',
    reach: async stage => {
      await experimenting(stage, 'successful');
      await stage.untilPausedAt(3);
    },
  },
];
