import { z } from 'zod';
import { metadata, unreadable } from './metadata';

export const telemetrySchema = z.object({
  kind: z.literal('Telemetry'),
  metadata,
  unreadable,
  spec: z.object({}).prefault({}),
});

/**
 * A Telemetry, as far as Meshway reads it.
 *
 * @public
 */
export type Telemetry = z.infer<typeof telemetrySchema>;
