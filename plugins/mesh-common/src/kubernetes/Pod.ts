import { z } from 'zod';
import { metadata, shortText, unreadable } from './metadata';

const containerStatus = z.object({
  name: shortText,
  ready: z.boolean().default(false),
  started: z.boolean().optional(),
  restartCount: z.number().default(0),
  state: z
    .object({
      running: z.object({}).optional(),
      waiting: z.object({ reason: shortText.optional() }).optional(),
      terminated: z
        .object({
          reason: shortText.optional(),
          exitCode: z.number().optional(),
          signal: z.number().optional(),
        })
        .optional(),
    })
    .optional(),
});

export const podSchema = z.object({
  kind: z.literal('Pod'),
  metadata,
  unreadable,
  spec: z
    .object({
      serviceAccountName: shortText.optional(),
      hostNetwork: z.boolean().optional(),
      containers: z
        .array(
          z.object({
            name: shortText,
            /** Named ports: a Service may name one as its target. */
            ports: z
              .array(
                z.object({
                  name: shortText.optional(),
                  containerPort: z.number().optional(),
                }),
              )
              .optional(),
          }),
        )
        .default([]),
      initContainers: z
        .array(
          z.object({ name: shortText, restartPolicy: shortText.optional() }),
        )
        .default([]),
    })
    .prefault({}),
  status: z
    .object({
      phase: shortText.optional(),
      reason: shortText.optional(),
      conditions: z
        .array(
          z.object({
            type: shortText,
            status: shortText,
            reason: shortText.optional(),
          }),
        )
        .default([]),
      containerStatuses: z.array(containerStatus).default([]),
      initContainerStatuses: z.array(containerStatus).default([]),
    })
    .prefault({}),
});

/**
 * A Pod, as far as Meshway reads it.
 *
 * @public
 */
export type Pod = z.infer<typeof podSchema>;
