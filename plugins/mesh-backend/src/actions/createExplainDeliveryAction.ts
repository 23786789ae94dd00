import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  deliveryExplanation,
  deliveryExplanationSchema,
} from './deliveryExplanation';
import { readView, type ReadableViews } from './readView';
import { entityInput, entityRefOf } from './serviceInput';

export function createExplainDeliveryAction(
  options: ReadableViews & { actionsRegistry: ActionsRegistryService },
): void {
  const { actionsRegistry } = options;
  actionsRegistry.register({
    name: 'explain-delivery',
    title: 'Explain where a delivery stands',
    description: `
Explains why the release of a catalog entity's service stands where it does: what holds it up and how to mend that, weights that are not what they should be, the statistical verdict of canary against stable, analyses, pods in trouble, and what each decision would do now or why it cannot be taken.

Use it when somebody asks why a release is stuck, failed or waits, or what to do about it. The reasons come from the cluster's own objects.
`,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: zod => zod.object({ entityRef: entityInput(zod) }),
      output: zod =>
        zod.object({
          entityRef: zod.string(),
          deliveries: zod.array(deliveryExplanationSchema(zod)),
          problems: zod.array(zod.string()),
        }),
    },
    examples: [
      {
        title: 'Why does the release of the productpage not move?',
        input: { entityRef: 'component:default/productpage' },
      },
    ],
    action: async ({ input, credentials }) => {
      const entityRef = entityRefOf(input.entityRef);
      const view = await readView(options, entityRef, credentials);
      return {
        output: {
          entityRef,
          deliveries: view.services.map(deliveryExplanation),
          problems: view.problems.map(({ message }) => message),
        },
      };
    },
  });
}
