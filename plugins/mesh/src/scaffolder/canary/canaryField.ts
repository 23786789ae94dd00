import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { lazyField } from '../field/lazyField';
import { validateCanarySteps } from './validateCanarySteps';

const schema = makeFieldSchema({
  output: z =>
    z.array(
      z.object({
        weight: z.number(),
        pause: z
          .string()
          .optional()
          .describe('manual, or a time such as 30s, 5m, 1h'),
      }),
    ),
  uiOptions: z =>
    z.object({
      weightsOnly: z
        .boolean()
        .optional()
        .describe('Hides pauses, for weights that people move'),
    }),
});

/** The field `MeshCanarySteps`, for both frontend systems. */
export const canaryField = {
  name: 'MeshCanarySteps',
  component: lazyField<typeof schema.TProps>(() =>
    import('./MeshCanarySteps').then(m => m.MeshCanarySteps),
  ),
  validation: validateCanarySteps,
  schema,
};
