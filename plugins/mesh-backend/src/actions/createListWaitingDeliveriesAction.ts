import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { FleetReader } from '../views/FleetReader';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const MAX_LENGTH = 800;

export function createListWaitingDeliveriesAction(options: {
  actionsRegistry: ActionsRegistryService;
  fleet: Pick<FleetReader, 'read'>;
}): void {
  const { actionsRegistry, fleet } = options;
  actionsRegistry.register({
    name: 'list-waiting-deliveries',
    title: 'List deliveries that wait for a decision',
    description: `
Lists the releases that wait for somebody to decide, among all services in the mesh whose catalog entities the user may see, with the sentence that says how each does.

Use it when somebody asks what waits for them or their team, or what is being released right now. For one service use get-service-mesh-view.
`,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: zod =>
        zod.object({
          owner: zod
            .string()
            .max(MAX_LENGTH)
            .optional()
            .describe(
              'Only of entities with this owner, such as "group:default/bookinfo-team".',
            ),
          cluster: zod
            .string()
            .max(MAX_LENGTH)
            .optional()
            .describe('Only in this cluster.'),
          limit: zod
            .number()
            .int()
            .min(1)
            .max(MAX_LIMIT)
            .optional()
            .describe(`At most so many; ${DEFAULT_LIMIT} without it.`),
        }),
      output: zod =>
        zod.object({
          deliveries: zod.array(
            zod.object({
              entityRef: zod.string(),
              title: zod.string(),
              owner: zod.string().optional(),
              cluster: zod.string(),
              namespace: zod.string(),
              service: zod.string(),
              step: zod.string().optional(),
              version: zod.string().optional(),
              canaryVersion: zod.string().optional(),
              canaryWeightPercent: zod.number().optional(),
              headline: zod.string(),
            }),
          ),
          total: zod.number(),
          silentClusters: zod.array(zod.string()),
        }),
    },
    examples: [
      { title: 'What waits for a decision?', input: {} },
      {
        title: 'What waits for the bookinfo team in cluster lab?',
        input: {
          owner: 'group:default/bookinfo-team',
          cluster: 'lab',
          limit: 5,
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const { owner, cluster, limit = DEFAULT_LIMIT } = input;
      const { rows, total, clusters } = await fleet.read(
        { waits: true, owner, cluster, limit },
        credentials,
      );
      return {
        output: {
          deliveries: rows.map(row => ({
            entityRef: row.entityRef,
            title: row.title,
            owner: row.owner,
            cluster: row.cluster,
            namespace: row.namespace,
            service: row.service,
            step: row.step,
            version: row.version,
            canaryVersion: row.canaryVersion,
            canaryWeightPercent: row.weight,
            headline: row.headline,
          })),
          total,
          silentClusters: Object.entries(clusters).flatMap(
            ([name, freshness]) =>
              freshness.state === 'live' ? [] : `${name}: ${freshness.reason}`,
          ),
        },
      };
    },
  });
}
