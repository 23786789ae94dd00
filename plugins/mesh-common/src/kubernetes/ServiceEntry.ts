import { z } from 'zod';
import { metadata, unreadable } from './metadata';

export const serviceEntrySchema = z.object({
  kind: z.literal('ServiceEntry'),
  metadata,
  unreadable,
  spec: z.object({}).prefault({}),
});

/**
 * A ServiceEntry, as far as Meshway reads it.
 *
 * @public
 */
export type ServiceEntry = z.infer<typeof serviceEntrySchema>;
