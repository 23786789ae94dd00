import { z } from 'zod';
import { metadata, shortText, unreadable } from './metadata';
import { workloadSelector } from './workloadSelector';

const mutualTls = z.object({
  mode: z.enum(['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT']).optional(),
});

export const peerAuthenticationSchema = z.object({
  kind: z.literal('PeerAuthentication'),
  metadata,
  unreadable,
  spec: z
    .object({
      selector: workloadSelector,
      mtls: mutualTls.optional(),
      /** By the port of the pod, not of the Service. */
      portLevelMtls: z.record(shortText, mutualTls).optional(),
    })
    .prefault({}),
});

/**
 * A PeerAuthentication, as far as Meshway reads it.
 *
 * @public
 */
export type PeerAuthentication = z.infer<typeof peerAuthenticationSchema>;
