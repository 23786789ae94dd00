import { z } from 'zod';
import { metadata, shortText, unreadable } from './metadata';
import { policyTargets } from './policyTargets';

const jwtRule = z.object({
  issuer: shortText.optional(),
  audiences: z.array(shortText).default([]),
  jwksUri: shortText.optional(),
  fromHeaders: z
    .array(z.object({ name: shortText, prefix: shortText.optional() }))
    .default([]),
  fromParams: z.array(shortText).default([]),
  fromCookies: z.array(shortText).default([]),
});

export const requestAuthenticationSchema = z.object({
  kind: z.literal('RequestAuthentication'),
  metadata,
  unreadable,
  spec: z
    .object({ ...policyTargets, jwtRules: z.array(jwtRule).default([]) })
    .prefault({}),
});

/**
 * A RequestAuthentication, as far as Meshway reads it.
 *
 * @public
 */
export type RequestAuthentication = z.infer<typeof requestAuthenticationSchema>;
