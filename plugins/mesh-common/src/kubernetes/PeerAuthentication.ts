import { z } from 'zod';
import { metadata, unreadable } from './metadata';

export const peerAuthenticationSchema = z.object({
  kind: z.literal('PeerAuthentication'),
  metadata,
  unreadable,
  spec: z.object({}).prefault({}),
});

/**
 * A PeerAuthentication, as far as Meshway reads it.
 *
 * @public
 */
export type PeerAuthentication = z.infer<typeof peerAuthenticationSchema>;
