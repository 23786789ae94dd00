import { z } from 'zod';
import { canaryStrategy, analysisReference } from './canaryStrategy';
import { metadata, shortText, unreadable } from './metadata';
import { labelSelector, podTemplate } from './podTemplate';
import { rolloutStatus } from './rolloutStatus';

const blueGreenStrategy = z.object({
  activeService: shortText.optional(),
  previewService: shortText.optional(),
  /** Absent means true. */
  autoPromotionEnabled: z.boolean().optional(),
  autoPromotionSeconds: z.int32().optional(),
  prePromotionAnalysis: analysisReference.optional(),
  postPromotionAnalysis: analysisReference.optional(),
  scaleDownDelaySeconds: z.int32().optional(),
  abortScaleDownDelaySeconds: z.int32().optional(),
  previewReplicaCount: z.int32().optional(),
});

export const rolloutSchema = z.object({
  kind: z.literal('Rollout'),
  metadata,
  unreadable,
  spec: z
    .object({
      /** Absent means 1. */
      replicas: z.int32().optional(),
      paused: z.boolean().optional(),
      restartAt: shortText.optional(),
      progressDeadlineSeconds: z.int32().optional(),
      progressDeadlineAbort: z.boolean().optional(),
      /** Revisions back to which the controller goes at once, past all steps. */
      rollbackWindow: z.object({ revisions: z.int32().optional() }).optional(),
      selector: labelSelector.optional(),
      template: podTemplate.optional(),
      workloadRef: z.object({ kind: shortText, name: shortText }).optional(),
      strategy: z
        .object({
          canary: canaryStrategy.optional(),
          blueGreen: blueGreenStrategy.optional(),
        })
        .prefault({}),
    })
    .prefault({}),
  status: rolloutStatus.prefault({}),
});

/**
 * A Rollout of Argo Rollouts, as far as Meshway reads it.
 *
 * @public
 */
export type Rollout = z.infer<typeof rolloutSchema>;
