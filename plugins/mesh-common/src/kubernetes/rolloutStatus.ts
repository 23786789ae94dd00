import { z } from 'zod';
import { longText, shortText } from './metadata';

const analysisRunStatus = z
  .object({
    name: shortText.optional(),
    status: shortText.optional(),
    message: longText.optional(),
  })
  .optional();

const writtenWeight = z.object({
  weight: z.int32().optional(),
  serviceName: shortText.optional(),
  podTemplateHash: shortText.optional(),
});

const canaryStatus = z.object({
  /** What the controller wrote last; absent without traffic routing. */
  weights: z
    .object({
      canary: writtenWeight.optional(),
      stable: writtenWeight.optional(),
      /** Of the experiment that runs. */
      additional: z.array(writtenWeight).optional(),
    })
    .optional(),
  currentStepAnalysisRunStatus: analysisRunStatus,
  currentBackgroundAnalysisRunStatus: analysisRunStatus,
  currentExperiment: shortText.optional(),
  /** `ping` or `pong`: which of the two Services leads to stable. */
  stablePingPong: shortText.optional(),
});

const blueGreenStatus = z.object({
  activeSelector: shortText.optional(),
  previewSelector: shortText.optional(),
  prePromotionAnalysisRunStatus: analysisRunStatus,
  postPromotionAnalysisRunStatus: analysisRunStatus,
  scaleUpPreviewCheckPoint: z.boolean().optional(),
});

/** `RolloutStatus` in argo-rollouts pkg/apis/rollouts/v1alpha1/types.go. */
export const rolloutStatus = z.object({
  /** A string since v1.0, a hash before. */
  observedGeneration: z
    .union([z.number().transform(String), shortText])
    .optional(),
  workloadObservedGeneration: shortText.optional(),
  phase: shortText.optional(),
  message: longText.optional(),
  abort: z.boolean().optional(),
  abortedAt: shortText.optional(),
  promoteFull: z.boolean().optional(),
  controllerPause: z.boolean().optional(),
  pauseConditions: z
    .array(z.object({ reason: shortText, startTime: shortText }))
    .optional(),
  currentPodHash: shortText.optional(),
  stableRS: shortText.optional(),
  currentStepIndex: z.int32().min(0).optional(),
  restartedAt: shortText.optional(),
  replicas: z.int32().optional(),
  updatedReplicas: z.int32().optional(),
  readyReplicas: z.int32().optional(),
  availableReplicas: z.int32().optional(),
  HPAReplicas: z.int32().optional(),
  canary: canaryStatus.optional(),
  blueGreen: blueGreenStatus.optional(),
  conditions: z
    .array(
      z.object({
        type: shortText,
        status: shortText.optional(),
        reason: shortText.optional(),
        message: longText.optional(),
        lastUpdateTime: shortText.optional(),
        lastTransitionTime: shortText.optional(),
      }),
    )
    .optional(),
});
