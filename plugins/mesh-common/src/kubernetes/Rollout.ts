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
  autoPromotionSeconds: z.number().optional(),
  prePromotionAnalysis: analysisReference.optional(),
  postPromotionAnalysis: analysisReference.optional(),
  scaleDownDelaySeconds: z.number().optional(),
  abortScaleDownDelaySeconds: z.number().optional(),
  previewReplicaCount: z.number().optional(),
});

export const rolloutSchema = z.object({
  kind: z.literal('Rollout'),
  metadata,
  unreadable,
  spec: z
    .object({
      /** Absent means 1. */
      replicas: z.number().optional(),
      paused: z.boolean().optional(),
      restartAt: shortText.optional(),
      progressDeadlineSeconds: z.number().optional(),
      progressDeadlineAbort: z.boolean().optional(),
      /** Revisions back to which the controller goes at once, past all steps. */
      rollbackWindow: z.object({ revisions: z.number().optional() }).optional(),
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
