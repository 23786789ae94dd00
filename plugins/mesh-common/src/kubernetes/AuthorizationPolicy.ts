import { z } from 'zod';
import { metadata, unreadable } from './metadata';

export const authorizationPolicySchema = z.object({
  kind: z.literal('AuthorizationPolicy'),
  metadata,
  unreadable,
  spec: z.object({}).prefault({}),
});

/**
 * An AuthorizationPolicy, as far as Meshway reads it.
 *
 * @public
 */
export type AuthorizationPolicy = z.infer<typeof authorizationPolicySchema>;
