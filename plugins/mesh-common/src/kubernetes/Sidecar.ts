import { z } from 'zod';
import { metadata, unreadable } from './metadata';

export const sidecarSchema = z.object({
  kind: z.literal('Sidecar'),
  metadata,
  unreadable,
  spec: z.object({}).prefault({}),
});

/**
 * A Sidecar, as far as Meshway reads it.
 *
 * @public
 */
export type Sidecar = z.infer<typeof sidecarSchema>;
