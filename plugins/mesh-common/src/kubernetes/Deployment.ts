import { z } from 'zod';
import { metadata, unreadable } from './metadata';
import { labelSelector, podTemplate } from './podTemplate';

export const deploymentSchema = z.object({
  kind: z.literal('Deployment'),
  metadata,
  unreadable,
  spec: z
    .object({
      selector: labelSelector.optional(),
      template: podTemplate.optional(),
    })
    .prefault({}),
});

/**
 * A Deployment, as far as Meshway reads it: its ReplicaSets tell the rest.
 *
 * @public
 */
export type Deployment = z.infer<typeof deploymentSchema>;
