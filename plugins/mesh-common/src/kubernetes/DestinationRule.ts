import { z } from 'zod';
import { labels, metadata, shortText, unreadable } from './metadata';

export const destinationRuleSchema = z.object({
  kind: z.literal('DestinationRule'),
  metadata,
  unreadable,
  spec: z
    .object({
      host: shortText.optional(),
      subsets: z
        .array(z.object({ name: shortText, labels: labels.optional() }))
        .default([]),
    })
    .prefault({}),
});

/**
 * A DestinationRule, as far as Meshway reads it: its subsets.
 *
 * @public
 */
export type DestinationRule = z.infer<typeof destinationRuleSchema>;
