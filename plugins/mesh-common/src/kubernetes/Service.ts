import { z } from 'zod';
import { labels, metadata, unreadable } from './metadata';

export const serviceSchema = z.object({
  kind: z.literal('Service'),
  metadata,
  unreadable,
  spec: z.object({ selector: labels.optional() }).prefault({}),
});

/**
 * A Service, as far as Meshway reads it.
 *
 * @public
 */
export type Service = z.infer<typeof serviceSchema>;
