import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { readView, type ReadableViews } from './readView';
import { entityInput, entityRefOf } from './serviceInput';
import { serviceSummary, serviceSummarySchema } from './serviceSummary';

/** More would only be skimmed. */
const MAX_DECISIONS = 3;

export function createGetServiceMeshViewAction(
  options: ReadableViews & { actionsRegistry: ActionsRegistryService },
): void {
  const { actionsRegistry } = options;
  actionsRegistry.register({
    name: 'get-service-mesh-view',
    title: 'Get the mesh view of a service',
    description: `
Tells how the services of a catalog entity are in the service mesh right now: versions that run, canary and its share of the traffic, requests, errors and latency, encryption, how they are reached, what is wrong with their configuration, and the newest decisions.

Use it first when somebody asks how a service or its release is. For why a release does not move, use explain-delivery. What cannot be known is said under freshness and problems: do not guess it.
`,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: zod => zod.object({ entityRef: entityInput(zod) }),
      output: zod =>
        zod.object({
          entityRef: zod.string(),
          services: zod.array(serviceSummarySchema(zod)),
          problems: zod.array(zod.string()),
          decisions: zod.array(
            zod.object({
              verb: zod.string(),
              state: zod.string(),
              decidedBy: zod.string(),
              reason: zod.string().optional(),
              outcome: zod.string().optional(),
              requestedAt: zod.string(),
            }),
          ),
        }),
    },
    examples: [
      {
        title: 'How is the productpage?',
        input: { entityRef: 'component:default/productpage' },
      },
    ],
    action: async ({ input, credentials }) => {
      const entityRef = entityRefOf(input.entityRef);
      const view = await readView(options, entityRef, credentials);
      return {
        output: {
          entityRef,
          services: view.services.map(serviceSummary),
          problems: view.problems.map(({ message }) => message),
          decisions: view.decisions
            .slice(0, MAX_DECISIONS)
            .map(
              ({ verb, state, decidedBy, reason, outcome, requestedAt }) => ({
                verb,
                state,
                decidedBy,
                reason,
                outcome,
                requestedAt,
              }),
            ),
        },
      };
    },
  });
}
