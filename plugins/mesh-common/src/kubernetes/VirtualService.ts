import { z } from 'zod';
import { metadata, shortText, unreadable } from './metadata';

const route = z.object({
  name: shortText.optional(),
  route: z
    .array(
      z.object({
        destination: z
          .object({ host: shortText, subset: shortText.optional() })
          .optional(),
        weight: z.number().optional(),
      }),
    )
    .default([]),
});

export const virtualServiceSchema = z.object({
  kind: z.literal('VirtualService'),
  metadata,
  unreadable,
  spec: z
    .object({
      hosts: z.array(shortText).default([]),
      http: z.array(route).default([]),
      tls: z.array(route).default([]),
      tcp: z.array(route).default([]),
    })
    .prefault({}),
});

/**
 * A VirtualService, as far as Meshway reads it: which destination gets which weight.
 *
 * @public
 */
export type VirtualService = z.infer<typeof virtualServiceSchema>;

/**
 * One route of a VirtualService.
 *
 * @public
 */
export type VirtualServiceRoute = z.infer<typeof route>;
