import { z } from 'zod';
import { metadata, unreadable } from './metadata';

export const gatewaySchema = z.object({
  kind: z.literal('Gateway'),
  metadata,
  unreadable,
  spec: z.object({}).prefault({}),
});

/**
 * An Istio Gateway, as far as Meshway reads it.
 *
 * @public
 */
export type Gateway = z.infer<typeof gatewaySchema>;
