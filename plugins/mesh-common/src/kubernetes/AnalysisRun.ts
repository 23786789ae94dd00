import { z } from 'zod';
import { metadata, unreadable } from './metadata';

export const analysisRunSchema = z.object({
  kind: z.literal('AnalysisRun'),
  metadata,
  unreadable,
  spec: z.object({}).prefault({}),
});

/**
 * An AnalysisRun of Argo Rollouts, as far as Meshway reads it.
 *
 * @public
 */
export type AnalysisRun = z.infer<typeof analysisRunSchema>;
