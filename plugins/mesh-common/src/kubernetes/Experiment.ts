import { z } from 'zod';
import { longText, metadata, shortText, unreadable } from './metadata';

export const experimentSchema = z.object({
  kind: z.literal('Experiment'),
  metadata,
  unreadable,
  spec: z
    .object({
      duration: shortText.optional(),
      templates: z
        .array(
          z.object({
            name: shortText,
            /** Absent means 1. */
            replicas: z.int32().optional(),
          }),
        )
        .default([]),
    })
    .prefault({}),
  status: z
    .object({
      phase: shortText.optional(),
      message: longText.optional(),
      /** When the pods of all templates were available. */
      availableAt: shortText.optional(),
      templateStatuses: z
        .array(
          z.object({
            name: shortText,
            status: shortText.optional(),
            message: longText.optional(),
            replicas: z.int32().default(0),
            availableReplicas: z.int32().default(0),
            serviceName: shortText.optional(),
            podTemplateHash: shortText.optional(),
          }),
        )
        .default([]),
      analysisRuns: z
        .array(z.object({ name: shortText, analysisRun: shortText }))
        .default([]),
    })
    .prefault({}),
});

/**
 * An Experiment of Argo Rollouts, as far as Meshway reads it.
 *
 * @public
 */
export type ExperimentObject = z.infer<typeof experimentSchema>;
