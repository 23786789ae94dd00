import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { lazyField } from '../field/lazyField';
import { validateHost } from './validateHost';

const schema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      selector: z.record(z.string(), z.string()).optional(),
      domain: z.string().optional(),
    }),
});

/** The field `MeshHostPicker`, for both frontend systems. */
export const hostField = {
  name: 'MeshHostPicker',
  component: lazyField<typeof schema.TProps>(() =>
    import('./MeshHostPicker').then(m => m.MeshHostPicker),
  ),
  validation: validateHost,
  schema,
};
