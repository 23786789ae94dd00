import { z } from 'zod';
import { labels, metadata, shortText, unreadable } from './metadata';

const server = z.object({
  name: shortText.optional(),
  port: z
    .object({
      number: z.number().optional(),
      name: shortText.optional(),
      protocol: shortText.optional(),
    })
    .optional(),
  /** `host`, or `<namespace>/host` for the VirtualServices of one namespace (`.` is the Gateway's own). */
  hosts: z.array(shortText).default([]),
  tls: z
    .object({
      httpsRedirect: z.boolean().optional(),
      /** Absent means PASSTHROUGH. */
      mode: shortText.optional(),
      credentialName: shortText.optional(),
      credentialNames: z.array(shortText).optional(),
      serverCertificate: shortText.optional(),
      /** Several at once; what is in them is not read. */
      tlsCertificates: z.array(z.object({})).optional(),
    })
    .optional(),
});

export const gatewaySchema = z.object({
  kind: z.literal('Gateway'),
  metadata,
  unreadable,
  spec: z
    .object({
      /** Labels of the proxies that serve it; absent means every gateway proxy. */
      selector: labels.optional(),
      servers: z.array(server).default([]),
    })
    .prefault({}),
});

/**
 * An Istio Gateway, as far as Meshway reads it.
 *
 * @public
 */
export type Gateway = z.infer<typeof gatewaySchema>;

/**
 * One port of a Gateway with the hosts it serves.
 *
 * @public
 */
export type GatewayServer = z.infer<typeof server>;
