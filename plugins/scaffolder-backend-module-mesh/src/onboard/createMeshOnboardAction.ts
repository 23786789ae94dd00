import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type {
  MeshApi,
  OnboardingPlan,
  OnboardingRequest,
} from '@meshway/plugin-mesh-common';
import { explainFailure } from '../client/explainFailure';
import type { MeshClientOf } from '../client/meshClientOf';
import { examples } from './createMeshOnboardAction.examples';
import { onboardingReadme } from './onboardingReadme';

/** Writes what a service that exists lacks to come into the mesh. */
export function createMeshOnboardAction({
  clientOf,
}: {
  clientOf: MeshClientOf;
}) {
  return createTemplateAction({
    id: 'mesh:onboard',
    description:
      'Looks at a service that exists, and writes into the workspace what it lacks to come into the mesh: as files that are applied server-side to what is there, with a README.md. Changes nothing in the cluster. Fails when something stands in the way, and says what to do about it.',
    examples,
    // It only reads, so a dry run shows the same files.
    supportsDryRun: true,
    schema: {
      input: {
        cluster: z => z.string().min(1).describe('Cluster of the service'),
        namespace: z => z.string().min(1).describe('Namespace of the service'),
        service: z => z.string().min(1).describe('Name of the Service'),
        entityRef: z =>
          z
            .string()
            .optional()
            .describe(
              'Entity that may decide about its workloads, such as component:default/stock',
            ),
        owner: z =>
          z
            .string()
            .optional()
            .describe(
              'Owner of that entity: where the Namespace names it, the workloads need not name the entity',
            ),
        injection: z =>
          z
            .enum(['namespace', 'pods'])
            .default('namespace')
            .describe(
              'Which pods get a sidecar: all of the namespace when they are made, or only those of the service',
            ),
        revision: z =>
          z
            .string()
            .optional()
            .describe(
              'Revision or tag of Istio; the default one when left out',
            ),
        resilience: z =>
          z
            .enum(['standard', 'fail-fast', 'patient', 'none'])
            .default('standard')
            .describe('Timeouts and retries; none leaves them to Istio'),
        circuitBreaker: z =>
          z
            .boolean()
            .default(true)
            .describe(
              'Whether connections are limited, and pods that fail get nothing for a while',
            ),
        protocol: z =>
          z
            .enum(['http', 'http2', 'grpc', 'tcp'])
            .optional()
            .describe(
              'What those ports speak of which neither the Service nor the pods say it',
            ),
        path: z =>
          z
            .string()
            .default('deploy')
            .describe('Folder inside the workspace for the files'),
      },
      output: {
        files: z =>
          z
            .array(z.string())
            .describe('Paths in the folder; none when nothing is missing'),
        steps: z =>
          z
            .array(z.string())
            .describe(
              'What each file does, how to apply them, what to watch, and what comes later',
            ),
        already: z =>
          z
            .array(z.string())
            .describe('What is there already and is left alone'),
        problems: z =>
          z
            .array(z.string())
            .describe('What stands in the way; empty unless the step fails'),
        summary: z =>
          z.string().describe('The README.md, for the text of a pull request'),
      },
    },
    async handler(ctx) {
      const { cluster, path = 'deploy', ...wanted } = ctx.input;
      const folder = resolveSafeChildPath(ctx.workspacePath, path);
      const request: OnboardingRequest = {
        namespace: wanted.namespace,
        service: wanted.service,
        injection: wanted.injection ?? 'namespace',
        resilience: wanted.resilience ?? 'standard',
        circuitBreaker: wanted.circuitBreaker ?? true,
        // What a wizard leaves empty is the same as what it leaves out.
        ...(wanted.entityRef && { entityRef: wanted.entityRef }),
        ...(wanted.owner && { owner: wanted.owner }),
        ...(wanted.revision && { revision: wanted.revision }),
        ...(wanted.protocol && { protocol: wanted.protocol }),
      };
      const plan = await ask(
        clientOf(await ctx.getInitiatorCredentials()),
        cluster,
        request,
        ctx.signal,
      );
      const { files, steps, already, problems } = plan;
      // Copies: templates take only arrays that were made here, and what `fetch` parses comes from elsewhere in tests.
      ctx.output('steps', [...steps]);
      ctx.output('already', [...already]);
      ctx.output('problems', [...problems]);
      for (const sentence of already) ctx.logger.info(`There: ${sentence}`);
      if (problems.length > 0) throw new InputError(problems.join('\n'));

      const summary = onboardingReadme(cluster, request, plan);
      const written = [...files, { path: 'README.md', content: summary }];
      for (const file of written) {
        const target = resolveSafeChildPath(folder, file.path);
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, file.content);
      }
      ctx.output(
        'files',
        Array.from(files, file => file.path),
      );
      ctx.output('summary', summary);
      for (const sentence of steps) ctx.logger.info(sentence);
    },
  });
}

async function ask(
  client: MeshApi,
  cluster: string,
  request: OnboardingRequest,
  signal: AbortSignal | undefined,
): Promise<OnboardingPlan> {
  try {
    return await client.planOnboarding(cluster, request, { signal });
  } catch (error) {
    throw explainFailure(error, 'Start the task again in a while.');
  }
}
