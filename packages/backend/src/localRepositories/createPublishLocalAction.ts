import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { examples } from './createPublishLocalAction.examples';
import { LocalRepository } from './LocalRepository';
import { REPOSITORY_NAME, REPOSITORY_NAME_RULE } from './repositoryName';

/** Publishes the workspace to a new Git repository in a folder of this machine. */
export function createPublishLocalAction({ root }: { root: string }) {
  return createTemplateAction({
    id: 'publish:local',
    description:
      'Publishes the workspace to a new Git repository in a folder of the machine that runs the portal. For use without a Git provider.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z
            .string()
            .regex(REPOSITORY_NAME, `must be ${REPOSITORY_NAME_RULE}`)
            .describe(`Name of the repository: ${REPOSITORY_NAME_RULE}`),
      },
      output: {
        path: z => z.string().describe('Folder of the repository'),
        remoteUrl: z => z.string().describe('What `git clone` takes'),
        commitHash: z =>
          z.string().optional().describe('Hash of its first commit'),
      },
    },
    async handler(ctx) {
      const { name } = ctx.input;
      const repository = new LocalRepository({ root, name });
      ctx.output('path', repository.folder);
      ctx.output('remoteUrl', repository.folder);
      if (ctx.isDryRun) return;
      const commitHash = await ctx.checkpoint({
        key: `publish.local.${name}`,
        fn: () =>
          repository.create({ files: ctx.workspacePath, creator: ctx.task.id }),
      });
      ctx.output('commitHash', commitHash);
      ctx.logger.info(`Published to ${repository.folder}`);
    },
  });
}
