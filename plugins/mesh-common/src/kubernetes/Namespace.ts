import { z } from 'zod';
import { metadata, unreadable } from './metadata';

export const namespaceSchema = z.object({
  kind: z.literal('Namespace'),
  metadata,
  unreadable,
});

/**
 * A Namespace, as far as Meshway reads it.
 *
 * @public
 */
export type Namespace = z.infer<typeof namespaceSchema>;
