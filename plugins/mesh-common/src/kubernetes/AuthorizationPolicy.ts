import { z } from 'zod';
import { metadata, shortText, unreadable } from './metadata';
import { policyTargets } from './policyTargets';

const values = z.array(shortText).optional();

const source = z.object({
  principals: values,
  notPrincipals: values,
  requestPrincipals: values,
  notRequestPrincipals: values,
  namespaces: values,
  notNamespaces: values,
  serviceAccounts: values,
  notServiceAccounts: values,
  ipBlocks: values,
  notIpBlocks: values,
  remoteIpBlocks: values,
  notRemoteIpBlocks: values,
  trustDomains: values,
  notTrustDomains: values,
});

const operation = z.object({
  hosts: values,
  notHosts: values,
  ports: values,
  notPorts: values,
  methods: values,
  notMethods: values,
  paths: values,
  notPaths: values,
});

const rule = z.object({
  from: z.array(z.object({ source: source.optional() })).optional(),
  to: z.array(z.object({ operation: operation.optional() })).optional(),
  when: z
    .array(z.object({ key: shortText, values, notValues: values }))
    .optional(),
});

export const authorizationPolicySchema = z.object({
  kind: z.literal('AuthorizationPolicy'),
  metadata,
  unreadable,
  spec: z
    .object({
      ...policyTargets,
      /** Absent means ALLOW. */
      action: z.enum(['ALLOW', 'DENY', 'AUDIT', 'CUSTOM']).optional(),
      provider: z.object({ name: shortText.optional() }).optional(),
      /** None matches no request; one empty rule matches every request. */
      rules: z.array(rule).default([]),
    })
    .prefault({}),
});

/**
 * An AuthorizationPolicy, as far as Meshway reads it.
 *
 * @public
 */
export type AuthorizationPolicy = z.infer<typeof authorizationPolicySchema>;

/**
 * One rule of an AuthorizationPolicy.
 *
 * @public
 */
export type AuthorizationRule = z.infer<typeof rule>;
