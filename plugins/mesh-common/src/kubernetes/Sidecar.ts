import { z } from 'zod';
import { labels, metadata, shortText, unreadable } from './metadata';

const port = z
  .object({
    number: z.number().optional(),
    name: shortText.optional(),
    protocol: shortText.optional(),
  })
  .optional();

export const sidecarSchema = z.object({
  kind: z.literal('Sidecar'),
  metadata,
  unreadable,
  spec: z
    .object({
      workloadSelector: z.object({ labels: labels.optional() }).optional(),
      /** What the pods can call: `<namespace>/<host>`, with `.`, `*` and `~` for the namespace. Absent means everything. */
      egress: z
        .array(z.object({ port, hosts: z.array(shortText).default([]) }))
        .optional(),
      ingress: z
        .array(
          z.object({
            port,
            tls: z.object({ mode: shortText.optional() }).optional(),
          }),
        )
        .optional(),
      outboundTrafficPolicy: z
        .object({ mode: shortText.optional() })
        .optional(),
    })
    .prefault({}),
});

/**
 * A Sidecar, as far as Meshway reads it: what its pods are told of the mesh.
 *
 * @public
 */
export type Sidecar = z.infer<typeof sidecarSchema>;
