import { z } from 'zod';
import { longText, metadata, shortText, unreadable } from './metadata';
import { labelSelector, podTemplate } from './podTemplate';

export const deploymentSchema = z.object({
  kind: z.literal('Deployment'),
  metadata,
  unreadable,
  spec: z
    .object({
      /** Absent means 1. */
      replicas: z.number().optional(),
      paused: z.boolean().optional(),
      selector: labelSelector.optional(),
      template: podTemplate.optional(),
    })
    .prefault({}),
  status: z
    .object({
      observedGeneration: z.number().optional(),
      replicas: z.number().default(0),
      updatedReplicas: z.number().default(0),
      readyReplicas: z.number().default(0),
      availableReplicas: z.number().default(0),
      conditions: z
        .array(
          z.object({
            type: shortText,
            status: shortText.optional(),
            reason: shortText.optional(),
            message: longText.optional(),
          }),
        )
        .default([]),
    })
    .prefault({}),
});

/**
 * A Deployment, as far as Meshway reads it: its ReplicaSets tell the rest.
 *
 * @public
 */
export type Deployment = z.infer<typeof deploymentSchema>;
