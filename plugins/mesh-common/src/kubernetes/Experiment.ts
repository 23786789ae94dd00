import { z } from 'zod';
import { metadata, unreadable } from './metadata';

export const experimentSchema = z.object({
  kind: z.literal('Experiment'),
  metadata,
  unreadable,
  spec: z.object({}).prefault({}),
});

/**
 * An Experiment of Argo Rollouts, as far as Meshway reads it.
 *
 * @public
 */
export type ExperimentObject = z.infer<typeof experimentSchema>;
