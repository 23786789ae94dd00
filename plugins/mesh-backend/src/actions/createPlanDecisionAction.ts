import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { DecisionPlan } from '@meshway/plugin-mesh-common';
import type { DecisionDesk } from '../decisions/desk/DecisionDesk';
import { seenInput } from './seenInput';
import { choiceInput, entityRefOf } from './serviceInput';

export function createPlanDecisionAction(options: {
  actionsRegistry: ActionsRegistryService;
  desk: Pick<DecisionDesk, 'plan'>;
}): void {
  const { actionsRegistry, desk } = options;
  actionsRegistry.register({
    name: 'plan-decision',
    title: 'Plan a decision about a delivery',
    description: `
Computes exactly what a decision about a delivery would do, without doing anything: consequences, the next weight of the canary, pauses and analyses that it passes over, whether it can be undone, the verdict of canary against stable, and what the portal's rules ask for or object to.

Use it before anybody takes a decision, and show its consequences to the person who decides.
`,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: zod => zod.object(choiceInput(zod)),
      output: zod =>
        zod.object({
          possible: zod.boolean(),
          refusal: zod.string().optional(),
          consequences: zod.array(zod.string()),
          nextWeightPercent: zod.number().optional(),
          skippedPauses: zod.number().optional(),
          skippedAnalyses: zod.number().optional(),
          undo: zod.string().optional(),
          warnings: zod.array(zod.string()),
          verdict: zod.string().optional(),
          reasonRequired: zod.boolean(),
          needsApprovalWithinSeconds: zod.number().optional(),
          objections: zod.array(
            zod.object({ sentence: zod.string(), overridable: zod.boolean() }),
          ),
          seen: seenInput(zod).optional(),
        }),
    },
    examples: [
      {
        title: 'What would promoting the productpage do?',
        input: {
          entityRef: 'component:default/productpage',
          service: {
            cluster: 'lab',
            namespace: 'bookinfo',
            name: 'productpage',
          },
          verb: 'promote',
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const { entityRef, ...request } = input;
      return {
        output: planSummary(
          await desk.plan(entityRefOf(entityRef), request, credentials),
        ),
      };
    },
  });
}

function planSummary({
  plan,
  verdict,
  reasonRequired,
  secondPerson,
  objections,
}: DecisionPlan) {
  const rules = {
    verdict: verdict?.sentence,
    reasonRequired,
    needsApprovalWithinSeconds: secondPerson?.withinSeconds,
    objections: objections.map(({ sentence, overridable }) => ({
      sentence,
      overridable,
    })),
  };
  if (!plan.allowed) {
    return {
      possible: false,
      refusal: plan.reason,
      consequences: [],
      warnings: [],
      ...rules,
    };
  }
  return {
    possible: true,
    consequences: plan.consequences,
    nextWeightPercent: plan.nextWeight,
    skippedPauses: plan.skips.pauses,
    skippedAnalyses: plan.skips.analyses,
    undo: plan.undo.how,
    warnings: plan.warnings,
    seen: plan.seen,
    ...rules,
  };
}
