import { z } from 'zod';
import { labels, metadata, shortText, unreadable } from './metadata';

export const serviceSchema = z.object({
  kind: z.literal('Service'),
  metadata,
  unreadable,
  spec: z
    .object({
      selector: labels.optional(),
      /** Absent means ClusterIP. */
      type: shortText.optional(),
      /** `None` for a headless Service. */
      clusterIP: shortText.optional(),
      /** Of type ExternalName: the DNS name it stands for. */
      externalName: shortText.optional(),
      ports: z
        .array(
          z.object({
            name: shortText.optional(),
            port: z.number(),
            targetPort: z.union([z.number(), shortText]).optional(),
            appProtocol: shortText.optional(),
            /** TCP, UDP or SCTP; absent means TCP. */
            protocol: shortText.optional(),
          }),
        )
        .default([]),
    })
    .prefault({}),
});

/**
 * A Service, as far as Meshway reads it.
 *
 * @public
 */
export type Service = z.infer<typeof serviceSchema>;
