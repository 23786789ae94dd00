import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { lazyField } from '../field/lazyField';
import { validateGateway } from './validateGateway';

const schema = makeFieldSchema({
  output: z => z.object({ gateway: z.string(), host: z.string() }),
});

/** The field `MeshGatewayPicker`, for both frontend systems. */
export const gatewayField = {
  name: 'MeshGatewayPicker',
  component: lazyField<typeof schema.TProps>(() =>
    import('./MeshGatewayPicker').then(m => m.MeshGatewayPicker),
  ),
  validation: validateGateway,
  schema,
};
