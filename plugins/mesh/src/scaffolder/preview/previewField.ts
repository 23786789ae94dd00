import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { lazyField } from '../field/lazyField';
import { validatePreview } from './validatePreview';

const schema = makeFieldSchema({
  output: z => z.object({ errors: z.number().optional() }),
  uiOptions: z =>
    z.object({
      template: z
        .string()
        .optional()
        .describe('Entity reference of the template itself'),
    }),
});

/** The field `MeshManifestPreview`, for both frontend systems. */
export const previewField = {
  name: 'MeshManifestPreview',
  component: lazyField<typeof schema.TProps>(() =>
    import('./MeshManifestPreview').then(m => m.MeshManifestPreview),
  ),
  validation: validatePreview,
  schema,
};
