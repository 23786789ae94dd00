import { z } from 'zod';
import { labels, shortText } from './metadata';

/** A pod template, cut down to what tells its versions apart. */
export const podTemplate = z.object({
  metadata: z.object({ labels: labels.optional() }).optional(),
  spec: z
    .object({
      containers: z
        .array(z.object({ name: shortText, image: shortText.optional() }))
        .default([]),
    })
    .optional(),
});

/**
 * A pod template, cut down to what tells its versions apart.
 *
 * @public
 */
export type PodTemplate = z.infer<typeof podTemplate>;

export const labelSelector = z.object({ matchLabels: labels.optional() });
