import { z } from 'zod';
import { metadata, unreadable } from './metadata';

export const requestAuthenticationSchema = z.object({
  kind: z.literal('RequestAuthentication'),
  metadata,
  unreadable,
  spec: z.object({}).prefault({}),
});

/**
 * A RequestAuthentication, as far as Meshway reads it.
 *
 * @public
 */
export type RequestAuthentication = z.infer<typeof requestAuthenticationSchema>;
