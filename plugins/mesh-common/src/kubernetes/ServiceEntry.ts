import { z } from 'zod';
import { labels, metadata, shortText, unreadable } from './metadata';

export const serviceEntrySchema = z.object({
  kind: z.literal('ServiceEntry'),
  metadata,
  unreadable,
  spec: z
    .object({
      hosts: z.array(shortText).default([]),
      ports: z
        .array(
          z.object({
            number: z.number().optional(),
            name: shortText.optional(),
            protocol: shortText.optional(),
            targetPort: z.number().optional(),
          }),
        )
        .default([]),
      /** Absent means MESH_EXTERNAL. */
      location: shortText.optional(),
      /** Absent means NONE. */
      resolution: shortText.optional(),
      /** Namespaces that see it: `.` is its own, `*` all. Absent means what the mesh sets, by default all. */
      exportTo: z.array(shortText).optional(),
      workloadSelector: z.object({ labels: labels.optional() }).optional(),
    })
    .prefault({}),
});

/**
 * A ServiceEntry, as far as Meshway reads it.
 *
 * @public
 */
export type ServiceEntry = z.infer<typeof serviceEntrySchema>;
