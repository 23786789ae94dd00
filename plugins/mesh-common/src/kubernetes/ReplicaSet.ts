import { z } from 'zod';
import { longText, metadata, shortText, unreadable } from './metadata';
import { podTemplate } from './podTemplate';

export const replicaSetSchema = z.object({
  kind: z.literal('ReplicaSet'),
  metadata,
  unreadable,
  spec: z
    .object({
      /** Absent means 1. */
      replicas: z.int32().optional(),
      template: podTemplate.optional(),
    })
    .prefault({}),
  status: z
    .object({
      readyReplicas: z.int32().default(0),
      availableReplicas: z.int32().default(0),
      conditions: z
        .array(
          z.object({
            type: shortText,
            status: shortText.optional(),
            message: longText.optional(),
          }),
        )
        .default([]),
    })
    .prefault({}),
});

/**
 * A ReplicaSet, as far as Meshway reads it.
 *
 * @public
 */
export type ReplicaSet = z.infer<typeof replicaSetSchema>;
