import { setTimeout as sleep } from 'node:timers/promises';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { MeshApi } from '@meshway/plugin-mesh-common';
import { explainFailure, isNotFound, mayPass } from '../client/explainFailure';
import type { MeshClientOf } from '../client/meshClientOf';
import { examples } from './createMeshWaitAction.examples';
import { whatIsMissing, type Progress } from './whatIsMissing';

const LOOK_EVERY_MS = 2000;

/**
 * Time, which tests let pass by themselves.
 */
export interface Clock {
  /** Milliseconds that only go forward. */
  now(): number;
  /** Rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<unknown>;
}

const REAL_CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};

/** Waits until a service of an entity works in the mesh. */
export function createMeshWaitAction({
  clientOf,
  clock = REAL_CLOCK,
}: {
  clientOf: MeshClientOf;
  clock?: Clock;
}) {
  return createTemplateAction({
    id: 'mesh:wait',
    description:
      'Waits until a service of an entity is in the mesh and all of its pods are ready; if asked, until it has got a request as well. Says what it still waited for when the time is up.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z
            .string()
            .min(1)
            .describe(
              'Entity of the service, such as component:default/orders',
            ),
        timeout: z =>
          z
            .number()
            .int()
            .min(1)
            .max(3600)
            .default(300)
            .describe('How long to wait at most, in seconds'),
        traffic: z =>
          z
            .boolean()
            .default(false)
            .describe('Whether to wait for a request as well'),
      },
      output: {
        url: z => z.string().describe('Path of the Mesh tab of the entity'),
        service: z =>
          z
            .object({
              cluster: z.string(),
              namespace: z.string(),
              name: z.string(),
            })
            .optional()
            .describe('The service that works; absent in a dry run'),
      },
    },
    async handler(ctx) {
      const { timeout = 300, traffic = false } = ctx.input;
      const entity = readRef(ctx.input.entityRef);
      ctx.output('url', entity.url);
      if (ctx.isDryRun) return;

      const client = clientOf(await ctx.getInitiatorCredentials());
      const end = clock.now() + timeout * 1000;
      let said: string | undefined;
      for (;;) {
        const progress = await look(client, entity.ref, {
          traffic,
          signal: ctx.signal,
        });
        if (progress.ready) {
          const { cluster, namespace, name } = progress.service;
          ctx.logger.info(
            `${namespace}/${name} in cluster ${cluster} works${
              traffic ? ', and gets requests' : ''
            }`,
          );
          ctx.output('service', { cluster, namespace, name });
          return;
        }
        if (progress.missing !== said) ctx.logger.info(progress.missing);
        said = progress.missing;
        if (clock.now() + LOOK_EVERY_MS > end) {
          throw new Error(
            `${entity.ref} did not work within ${timeout} seconds. ${said} Look at its Mesh tab, ${entity.url}, and start the task again when that is mended.`,
          );
        }
        await clock.sleep(LOOK_EVERY_MS, ctx.signal);
      }
    },
  });
}

function readRef(entityRef: string): { ref: string; url: string } {
  try {
    const ref = stringifyEntityRef(
      parseEntityRef(entityRef, { defaultKind: 'component' }),
    );
    const { kind, namespace, name } = parseEntityRef(ref);
    return { ref, url: `/catalog/${namespace}/${kind}/${name}/mesh` };
  } catch {
    throw new InputError(
      `"${entityRef}" is no entity. Write one such as component:default/orders into "entityRef".`,
    );
  }
}

async function look(
  client: MeshApi,
  entityRef: string,
  options: { traffic: boolean; signal?: AbortSignal },
): Promise<Progress> {
  const { traffic, signal } = options;
  try {
    const view = await client.getEntityView(entityRef, { signal });
    return whatIsMissing(view, { traffic });
  } catch (error) {
    if (signal?.aborted || !mayPass(error)) {
      throw explainFailure(error, '');
    }
    return {
      ready: false,
      missing: isNotFound(error)
        ? `The catalog does not show ${entityRef} yet.`
        : explainFailure(error, 'It is asked again.').message,
    };
  }
}
