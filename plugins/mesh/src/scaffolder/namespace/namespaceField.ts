import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { lazyField } from '../field/lazyField';
import { validateNamespace } from './validateNamespace';

const schema = makeFieldSchema({
  output: z =>
    z.object({
      cluster: z.string().optional(),
      name: z.string(),
      exists: z.boolean(),
      dataPlane: z.enum(['sidecar', 'ambient', 'none']).optional(),
    }),
});

/** The field `MeshNamespacePicker`, for both frontend systems. */
export const namespaceField = {
  name: 'MeshNamespacePicker',
  component: lazyField<typeof schema.TProps>(() =>
    import('./MeshNamespacePicker').then(m => m.MeshNamespacePicker),
  ),
  validation: validateNamespace,
  schema,
};
