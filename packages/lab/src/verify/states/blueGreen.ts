import { METRICS } from '../analysisMetrics.ts';
import { analysisTemplate, blueGreen, NAME } from '../manifests.ts';
import type { RolloutStage } from '../RolloutStage.ts';
import type { RolloutState } from './RolloutState.ts';

const PREVIEW = { reason: 'BlueGreenPause' };

/** Version 1.0.0 runs and 1.1.0 was shipped. */
async function shipped(
  stage: RolloutStage,
  options: Parameters<typeof blueGreen>[0] = {},
  annotations?: Record<string, string>,
): Promise<void> {
  await stage.create(blueGreen(options));
  await stage.untilHealthy();
  await stage.ship('1.1.0', annotations);
}

/** The new revision is up and waits behind the preview Service. */
async function waits(stage: RolloutStage): Promise<void> {
  await stage.untilPhase(
    'Paused',
    ({ status }) => status.pauseConditions?.[0]?.reason === PREVIEW.reason,
  );
}

async function judged(
  stage: RolloutStage,
  when: 'prePromotionAnalysis' | 'postPromotionAnalysis',
  metric: keyof typeof METRICS,
  strategy: object = {},
): Promise<void> {
  await stage.create([
    analysisTemplate('success-rate', stage.access.prometheus, METRICS[metric]),
    ...blueGreen({
      blueGreen: {
        [when]: { templates: [{ templateName: 'success-rate' }] },
        ...strategy,
      },
    }),
  ]);
  await stage.untilHealthy();
  await stage.ship('1.1.0');
}

const measuredOnce = async (stage: RolloutStage) =>
  (await stage.list('AnalysisRun')).some(
    ({ status }) => status?.metricResults?.[0]?.measurements?.length === 1,
  );

/** States of a blue-green Rollout. */
export const BLUE_GREEN_STATES: RolloutState[] = [
  {
    name: 'bluegreen-healthy',
    what: 'Blue-green: the first revision serves all requests.',
    reach: async stage => {
      await stage.create(blueGreen());
      await stage.untilHealthy();
    },
  },
  {
    name: 'bluegreen-preview-paused',
    what: 'Blue-green: the new revision is behind the preview Service and waits for a person.',
    reach: async stage => {
      await shipped(stage);
      await waits(stage);
    },
  },
  {
    name: 'bluegreen-preview-one-pod',
    what: 'Blue-green: only one preview pod (previewReplicaCount) until somebody promotes.',
    reach: async stage => {
      await shipped(stage, { blueGreen: { previewReplicaCount: 1 } });
      await waits(stage);
    },
  },
  {
    name: 'bluegreen-auto-promotion-countdown',
    what: 'Blue-green: promotes by itself one hour after the preview is ready (autoPromotionSeconds).',
    reach: async stage => {
      await shipped(stage, {
        blueGreen: { autoPromotionEnabled: true, autoPromotionSeconds: 3600 },
      });
      await waits(stage);
    },
  },
  {
    name: 'bluegreen-preview-not-ready',
    what: 'Blue-green: the image of the new revision cannot be pulled.',
    reach: async stage => {
      await shipped(stage, {}, { 'lab.meshway.dev/fail': 'imagepull' });
      await stage.untilPhase('Progressing', ({ status }) =>
        Boolean(status.message),
      );
    },
  },
  {
    name: 'bluegreen-pre-promotion-analysis-running',
    what: 'Blue-green: the analysis before the switch runs and has measured once.',
    reach: async stage => {
      await judged(stage, 'prePromotionAnalysis', 'running');
      await stage.untilPhase('Progressing', () => measuredOnce(stage));
    },
  },
  {
    name: 'bluegreen-pre-promotion-analysis-failed',
    what: 'Blue-green: the analysis before the switch failed, so the update was aborted.',
    reach: async stage => {
      await judged(stage, 'prePromotionAnalysis', 'failed');
      await stage.untilPhase('Degraded');
    },
  },
  {
    name: 'bluegreen-pre-promotion-analysis-inconclusive',
    what: 'Blue-green: the analysis before the switch came to no conclusion.',
    reach: async stage => {
      await judged(stage, 'prePromotionAnalysis', 'inconclusive');
      await stage.untilPhase('Paused', ({ status }) =>
        status.pauseConditions?.some(
          ({ reason }: { reason: string }) =>
            reason === 'InconclusiveAnalysisRun',
        ),
      );
    },
  },
  {
    name: 'bluegreen-post-promotion-analysis-running',
    what: 'Blue-green: the new revision is active, the analysis after the switch still runs.',
    reach: async stage => {
      await judged(stage, 'postPromotionAnalysis', 'running', {
        autoPromotionEnabled: true,
      });
      await stage.untilPhase('Progressing', () => measuredOnce(stage));
    },
  },
  {
    name: 'bluegreen-post-promotion-analysis-failed',
    what: 'Blue-green: the analysis after the switch failed, the active Service went back.',
    reach: async stage => {
      await judged(stage, 'postPromotionAnalysis', 'failed', {
        autoPromotionEnabled: true,
      });
      await stage.untilPhase('Degraded');
    },
  },
  {
    name: 'bluegreen-promoted-scale-down-delay',
    what: 'Blue-green: promoted; the pods of the old revision wait for their scale-down deadline.',
    reach: async stage => {
      await shipped(stage);
      await waits(stage);
      await stage.promote();
      await stage.untilHealthy();
    },
  },
  {
    name: 'bluegreen-aborted',
    what: 'Blue-green: aborted by a person before the switch.',
    reach: async stage => {
      await shipped(stage);
      await waits(stage);
      await stage.status({ abort: true });
      await stage.untilPhase('Degraded');
    },
  },
  {
    name: 'bluegreen-promote-full-in-flight',
    what: 'Blue-green: promoted fully while the image of the new revision cannot be pulled.',
    reach: async stage => {
      await shipped(stage, {}, { 'lab.meshway.dev/fail': 'imagepull' });
      await stage.untilPhase('Progressing');
      await stage.status({ promoteFull: true });
      await stage.until(
        'it is promoted fully',
        ({ status }) => status.promoteFull,
      );
    },
  },
  {
    name: 'bluegreen-manually-paused',
    what: 'Blue-green: paused by a person (spec.paused) while the preview waits.',
    reach: async stage => {
      await shipped(stage);
      await waits(stage);
      await stage.spec({ paused: true });
      await stage.untilPhase(
        'Paused',
        ({ status }) => status.message === 'manually paused',
      );
    },
  },
  {
    name: 'bluegreen-without-preview-service',
    what: 'Blue-green without a preview Service waits for a person.',
    reach: async stage => {
      const objects = blueGreen({ blueGreen: { previewService: undefined } });
      await stage.create(objects);
      await stage.untilHealthy();
      await stage.ship('1.1.0');
      await waits(stage);
    },
  },
  {
    name: 'bluegreen-rolled-back',
    what: 'Blue-green: while the preview waited, the template went back to that of the stable revision.',
    reach: async stage => {
      await shipped(stage);
      await waits(stage);
      await stage.ship('1.0.0');
      await stage.untilHealthy();
      await stage.until(
        'the active Service selects it',
        async ({ status }) =>
          (
            await stage.get('Service', NAME)
          ).spec.selector['rollouts-pod-template-hash'] === status.stableRS,
      );
    },
  },
];
