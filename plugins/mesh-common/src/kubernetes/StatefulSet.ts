import { z } from 'zod';
import { metadata, shortText, unreadable } from './metadata';
import { labelSelector, podTemplate } from './podTemplate';

export const statefulSetSchema = z.object({
  kind: z.literal('StatefulSet'),
  metadata,
  unreadable,
  spec: z
    .object({
      /** Absent means 1. */
      replicas: z.int32().optional(),
      selector: labelSelector.optional(),
      template: podTemplate.optional(),
    })
    .prefault({}),
  status: z
    .object({
      /** Value of the pod label `controller-revision-hash` of the newest revision. */
      updateRevision: shortText.optional(),
    })
    .prefault({}),
});

/**
 * A StatefulSet, as far as Meshway reads it.
 *
 * @public
 */
export type StatefulSet = z.infer<typeof statefulSetSchema>;
