import { z } from 'zod';
import { longText, metadata, shortText, unreadable } from './metadata';
import { labelSelector, podTemplate } from './podTemplate';

const present = z.object({}).optional();

/** The steps of argo-rollouts v1.10, `CanaryStep` in pkg/apis/rollouts/v1alpha1/types.go. */
const canaryStep = z.object({
  setWeight: z.number().optional(),
  pause: z
    .object({ duration: z.union([z.number(), shortText]).optional() })
    .optional(),
  setCanaryScale: present,
  analysis: present,
  experiment: present,
  setHeaderRoute: present,
  setMirrorRoute: present,
  plugin: present,
});

const virtualServiceRef = z.object({
  /** `name`, or `name.namespace`. */
  name: shortText,
  routes: z.array(shortText).optional(),
});

const canaryStrategy = z.object({
  canaryService: shortText.optional(),
  stableService: shortText.optional(),
  steps: z.array(canaryStep).default([]),
  trafficRouting: z
    .object({
      istio: z
        .object({
          virtualService: virtualServiceRef.optional(),
          virtualServices: z.array(virtualServiceRef).optional(),
          destinationRule: z
            .object({
              name: shortText,
              canarySubsetName: shortText,
              stableSubsetName: shortText,
            })
            .optional(),
        })
        .optional(),
    })
    .optional(),
});

const writtenWeight = z
  .object({
    weight: z.number().optional(),
    podTemplateHash: shortText.optional(),
  })
  .optional();

const rolloutStatus = z.object({
  /** A string since v1.0, a hash before. */
  observedGeneration: z
    .union([z.number().transform(String), shortText])
    .optional(),
  workloadObservedGeneration: shortText.optional(),
  phase: shortText.optional(),
  message: longText.optional(),
  abort: z.boolean().optional(),
  promoteFull: z.boolean().optional(),
  controllerPause: z.boolean().optional(),
  pauseConditions: z
    .array(z.object({ reason: shortText, startTime: shortText }))
    .optional(),
  currentPodHash: shortText.optional(),
  stableRS: shortText.optional(),
  currentStepIndex: z.number().int().min(0).optional(),
  restartedAt: shortText.optional(),
  replicas: z.number().optional(),
  updatedReplicas: z.number().optional(),
  availableReplicas: z.number().optional(),
  canary: z
    .object({
      weights: z
        .object({ canary: writtenWeight, stable: writtenWeight })
        .optional(),
      currentStepAnalysisRunStatus: z
        .object({ status: shortText.optional() })
        .optional(),
    })
    .optional(),
  conditions: z
    .array(
      z.object({
        type: shortText,
        status: shortText.optional(),
        reason: shortText.optional(),
        message: longText.optional(),
      }),
    )
    .optional(),
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
      selector: labelSelector.optional(),
      template: podTemplate.optional(),
      workloadRef: z.object({ kind: shortText, name: shortText }).optional(),
      strategy: z
        .object({
          canary: canaryStrategy.optional(),
          blueGreen: z
            .object({
              activeService: shortText.optional(),
              previewService: shortText.optional(),
            })
            .optional(),
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

/**
 * One step of a Rollout's canary.
 *
 * @public
 */
export type CanaryStep = z.infer<typeof canaryStep>;
