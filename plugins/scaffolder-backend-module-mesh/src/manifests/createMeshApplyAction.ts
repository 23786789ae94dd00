import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { ManifestResult } from '@meshway/plugin-mesh-common';
import type { MeshClientOf } from '../client/meshClientOf';
import { examples } from './createMeshApplyAction.examples';
import { manifestInput, manifestObjects } from './manifestSchemas';
import { failOnRefused, sendManifests } from './sendManifests';

/** Applies the manifests of the workspace to a cluster. */
export function createMeshApplyAction({
  clientOf,
}: {
  clientOf: MeshClientOf;
}) {
  return createTemplateAction({
    id: 'mesh:apply',
    description:
      'Applies the manifests of the workspace to a cluster, into new namespaces and those of whoever runs the task. Applies nothing when one is refused. For clusters without a GitOps tool; the portal must allow it (mesh.manifests.apply).',
    examples,
    supportsDryRun: true,
    schema: {
      input: manifestInput,
      output: { objects: manifestObjects },
    },
    async handler(ctx) {
      if (ctx.isDryRun) {
        const objects = await sendManifests(ctx, clientOf, 'dry-run');
        ctx.output('objects', objects);
        failOnRefused(objects);
        return;
      }
      const { cluster, path = '.' } = ctx.input;
      const done = await ctx.checkpoint({
        key: `mesh.apply.${cluster}.${path}`,
        async fn() {
          const objects = await sendManifests(ctx, clientOf, 'apply');
          ctx.output('objects', objects);
          failOnRefused(objects);
          // What is kept is JSON, which knows nothing that is undefined.
          return JSON.stringify(objects);
        },
      });
      const objects: ManifestResult[] = JSON.parse(done);
      ctx.output('objects', objects);
    },
  });
}
