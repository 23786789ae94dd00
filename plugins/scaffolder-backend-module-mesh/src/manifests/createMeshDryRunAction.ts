import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { MeshClientOf } from '../client/meshClientOf';
import { examples } from './createMeshDryRunAction.examples';
import { manifestInput, manifestObjects } from './manifestSchemas';
import { failOnRefused, sendManifests } from './sendManifests';

/** Asks a cluster what it would do with the manifests of the workspace. */
export function createMeshDryRunAction({
  clientOf,
}: {
  clientOf: MeshClientOf;
}) {
  return createTemplateAction({
    id: 'mesh:dry-run',
    description:
      "Asks a cluster what it would do with the manifests of the workspace: its schemas, its admission webhooks and istiod's validation judge them, and nothing is changed. Fails when one is refused, with the cluster's own reason.",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...manifestInput,
        failOn: z =>
          z
            .enum(['refused', 'never'])
            .default('refused')
            .describe('Whether an object that is refused fails the step'),
      },
      output: { objects: manifestObjects },
    },
    async handler(ctx) {
      const objects = await sendManifests(ctx, clientOf, 'dry-run');
      ctx.output('objects', objects);
      if (ctx.input.failOn !== 'never') failOnRefused(objects);
    },
  });
}
