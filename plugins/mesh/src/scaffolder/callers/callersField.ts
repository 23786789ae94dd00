import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { lazyField } from '../field/lazyField';
import { validateCallers } from './validateCallers';

const schema = makeFieldSchema({
  output: z =>
    z.array(
      z.object({
        entity: z.string().optional(),
        namespace: z.string(),
        serviceAccount: z.string(),
      }),
    ),
});

/** The field `MeshCallersPicker`, for both frontend systems. */
export const callersField = {
  name: 'MeshCallersPicker',
  component: lazyField<typeof schema.TProps>(() =>
    import('./MeshCallersPicker').then(m => m.MeshCallersPicker),
  ),
  validation: validateCallers,
  schema,
};
