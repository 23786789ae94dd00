import { z } from 'zod';
import { metadata, shortText, unreadable } from './metadata';
import { policyTargets } from './policyTargets';

const providers = z.array(z.object({ name: shortText })).optional();

export const telemetrySchema = z.object({
  kind: z.literal('Telemetry'),
  metadata,
  unreadable,
  spec: z
    .object({
      ...policyTargets,
      tracing: z
        .array(
          z.object({
            providers,
            /** Percent. */
            randomSamplingPercentage: z.number().optional(),
            disableSpanReporting: z.boolean().optional(),
          }),
        )
        .optional(),
      metrics: z
        .array(
          z.object({
            providers,
            overrides: z
              .array(z.object({ disabled: z.boolean().optional() }))
              .optional(),
          }),
        )
        .optional(),
      accessLogging: z
        .array(z.object({ providers, disabled: z.boolean().optional() }))
        .optional(),
    })
    .prefault({}),
});

/**
 * A Telemetry, as far as Meshway reads it: whether there are metrics, traces and access logs.
 *
 * @public
 */
export type Telemetry = z.infer<typeof telemetrySchema>;
