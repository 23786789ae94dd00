import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { examples } from './createRegisterLocalAction.examples';
import { REPOSITORY_NAME, REPOSITORY_NAME_RULE } from './repositoryName';

const CATALOG_FILE = 'catalog-info.yaml';
const SHOWN_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 250;

/** Registers a repository that `publish:local` made. */
export function createRegisterLocalAction(options: {
  root: string;
  catalog: CatalogService;
}) {
  const { root, catalog } = options;
  return createTemplateAction({
    id: 'catalog:register:local',
    description: `Registers the ${CATALOG_FILE} of a repository that publish:local made, and waits until the catalog shows its Component.`,
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z
            .string()
            .regex(REPOSITORY_NAME, `must be ${REPOSITORY_NAME_RULE}`)
            .describe('Name of the repository, as given to publish:local'),
      },
      output: {
        entityRef: z =>
          z.string().optional().describe('The Component it describes'),
        catalogInfoPath: z =>
          z.string().describe('The file that was registered'),
      },
    },
    async handler(ctx) {
      const target = join(root, ctx.input.name, CATALOG_FILE);
      ctx.output('catalogInfoPath', target);
      if (ctx.isDryRun) return;

      const credentials = await ctx.getInitiatorCredentials();
      const entityRef = await ctx.checkpoint({
        key: `register.local.${ctx.input.name}`,
        fn: () => register({ catalog, target, credentials }),
      });
      ctx.output('entityRef', entityRef);
      const shown = await waitUntilShown({
        catalog,
        entityRef,
        credentials,
        signal: ctx.signal,
      });
      ctx.logger.info(
        shown
          ? `The catalog shows ${entityRef}`
          : `The catalog knows ${target}, but does not show ${entityRef} yet`,
      );
    },
  });
}

async function register(options: {
  catalog: CatalogService;
  target: string;
  credentials: BackstageCredentials;
}): Promise<string> {
  const { catalog, target, credentials } = options;
  const location = { type: 'file', target };
  const { entities } = await catalog.addLocation(
    { ...location, dryRun: true },
    { credentials },
  );
  // The first entity of the answer is the location itself.
  const component = entities.find(({ kind }) => kind === 'Component');
  if (!component) {
    throw new InputError(`${CATALOG_FILE} describes no Component.`);
  }
  await catalog.addLocation(location, { credentials }).catch(error => {
    // A task that is run again has registered it before.
    if (error.name !== 'ConflictError') throw error;
  });
  return stringifyEntityRef(component);
}

/** The catalog reads a new location within seconds; the links at the end of the task should lead somewhere. */
async function waitUntilShown(options: {
  catalog: CatalogService;
  entityRef: string;
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}): Promise<boolean> {
  const { catalog, entityRef, credentials, signal } = options;
  const deadline = Date.now() + SHOWN_WITHIN_MS;
  while (Date.now() < deadline) {
    if (await catalog.getEntityByRef(entityRef, { credentials })) return true;
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
  return false;
}
