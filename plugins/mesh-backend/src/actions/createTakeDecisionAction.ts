import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { Decision } from '@meshway/plugin-mesh-common';
import type { DecisionDesk } from '../decisions/desk/DecisionDesk';
import { seenInput } from './seenInput';
import { choiceInput, entityRefOf } from './serviceInput';

const MAX_REASON = 1000;
/** PostgreSQL keeps no other text. */
const TEXT = /^[^\0]*$/;
/** As the API takes them: visible ASCII, for the journal keeps no longer ones. */
const KEY = /^[\x21-\x7e]{1,128}$/;

const MEANING: Record<Decision['state'], string> = {
  proposed: 'Somebody else has to approve it; nothing was changed yet.',
  requested: 'It is written down and on its way.',
  applied: 'The API server took it, the controller has not reacted yet.',
  confirmed: 'The controller has reacted: it is done.',
  failed: 'It came to nothing.',
  withdrawn: 'It was taken back before anybody approved it.',
  expired: 'Nobody approved it in time.',
};

export function createTakeDecisionAction(options: {
  actionsRegistry: ActionsRegistryService;
  desk: Pick<DecisionDesk, 'decide'>;
}): void {
  const { actionsRegistry, desk } = options;
  actionsRegistry.register({
    name: 'take-decision',
    title: 'Take a decision about a delivery',
    description: `
Takes a decision about a delivery in the name of the user you act for: it changes what users of the service get. It is written to the journal with its reason, and done only if the cluster is still as plan-decision saw it.

Use it only when that user has asked for this very decision after they have seen its consequences. Call plan-decision first and pass its "seen" on unchanged. After a conflict, plan again and ask again. Pass an idempotencyKey of your own, so that a repeated call is not a second decision.
`,
    attributes: { readOnly: false, idempotent: false, destructive: true },
    schema: {
      input: zod =>
        zod.object({
          ...choiceInput(zod),
          seen: seenInput(zod),
          reason: zod
            .string()
            .min(1)
            .max(MAX_REASON)
            .regex(TEXT)
            .describe('Why, in the words of the user.'),
          override: zod
            .boolean()
            .optional()
            .describe(
              'Whether the user goes on although an overridable objection advises against it.',
            ),
          idempotencyKey: zod
            .string()
            .regex(KEY)
            .optional()
            .describe(
              'The same for every repetition of the same decision, and for no other.',
            ),
        }),
      output: zod =>
        zod.object({
          id: zod.string(),
          state: zod.string(),
          meaning: zod.string(),
          outcome: zod.string().optional(),
          decidedBy: zod.string(),
        }),
    },
    examples: [
      {
        title: 'Promote the productpage to its next step',
        input: {
          entityRef: 'component:default/productpage',
          service: {
            cluster: 'lab',
            namespace: 'bookinfo',
            name: 'productpage',
          },
          verb: 'promote',
          seen: {
            podHash: '84bf898985',
            stepIndex: 1,
            pauseStartedAt: '2026-11-20T19:39:18Z',
            weight: 20,
          },
          reason: 'Errors are those of stable.',
          idempotencyKey: 'productpage-1.20.1-step-1',
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const { entityRef, idempotencyKey, ...request } = input;
      const { id, state, outcome, decidedBy } = await desk.decide(
        entityRefOf(entityRef),
        request,
        credentials,
        { idempotencyKey },
      );
      return {
        output: { id, state, meaning: MEANING[state], outcome, decidedBy },
      };
    },
  });
}
