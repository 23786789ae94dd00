import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  checkConfig,
  parseConfigFiles,
  type Finding,
} from '@meshway/plugin-mesh-common';
import { examples } from './createMeshLintAction.examples';
import { readConfigFiles } from './readConfigFiles';

/** Checks the Kubernetes, Istio and Argo Rollouts files of the workspace against Meshway's rules. */
export function createMeshLintAction() {
  return createTemplateAction({
    id: 'mesh:lint',
    description:
      'Checks the Kubernetes, Istio and Argo Rollouts files of the workspace: that Rollout, routes, subsets, Services, gateways, policies and pods fit together. Fails on errors and says how to mend them.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        path: z =>
          z
            .string()
            .optional()
            .describe('Folder inside the workspace; all of it when left out'),
        failOn: z =>
          z
            .enum(['error', 'warning', 'never'])
            .default('error')
            .describe('The least bad finding that fails the step'),
      },
      output: {
        findings: z =>
          z
            .array(
              z.object({
                code: z.string().describe('Code of the rule, such as MSH203'),
                severity: z.enum(['error', 'warning']),
                object: z.string().describe('What it is about, and its file'),
                message: z.string().describe('What is wrong'),
                mend: z.string().describe('What to do about it'),
                docs: z.string().describe('A page that explains it'),
                ref: z
                  .object({
                    kind: z.string(),
                    namespace: z.string().optional(),
                    name: z.string(),
                  })
                  .optional()
                  .describe('The object; absent when it is a file'),
              }),
            )
            .describe('What the rules complain about; empty when all is well'),
      },
    },
    async handler(ctx) {
      const { path = '.', failOn = 'error' } = ctx.input;
      const { objects, findings: unreadable } = parseConfigFiles(
        await readConfigFiles(resolveSafeChildPath(ctx.workspacePath, path)),
      );
      const findings = [...unreadable, ...checkConfig(objects)];
      ctx.output('findings', findings);
      for (const finding of findings) {
        const line = sentenceOf(finding);
        if (finding.severity === 'error') ctx.logger.error(line);
        else ctx.logger.warn(line);
      }
      const failing = findings.filter(
        ({ severity }) =>
          failOn === 'warning' || (failOn === 'error' && severity === 'error'),
      );
      if (failing.length > 0) {
        throw new InputError(failing.map(sentenceOf).join('\n'));
      }
      ctx.logger.info(
        `${objects.length} objects checked, ${findings.length} findings`,
      );
    },
  });
}

function sentenceOf({ code, object, message, mend, docs }: Finding): string {
  return `${code} ${object}: ${message} ${mend} ${docs}`;
}
