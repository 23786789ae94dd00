import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { ComponentType, useState } from 'react';
import { MeshCallersPicker } from '../src/scaffolder/callers/MeshCallersPicker';
import { MeshCanarySteps } from '../src/scaffolder/canary/MeshCanarySteps';
import { MeshGatewayPicker } from '../src/scaffolder/gateway/MeshGatewayPicker';
import { MeshHostPicker } from '../src/scaffolder/host/MeshHostPicker';
import { MeshNamespacePicker } from '../src/scaffolder/namespace/MeshNamespacePicker';
import { MeshManifestPreview } from '../src/scaffolder/preview/MeshManifestPreview';

const FIELDS: [
  string,
  ComponentType<FieldExtensionComponentProps<any, any>>,
][] = [
  ['namespace', MeshNamespacePicker],
  ['route', MeshGatewayPicker],
  ['host', MeshHostPicker],
  ['steps', MeshCanarySteps],
  ['callers', MeshCallersPicker],
  ['preview', MeshManifestPreview],
];

/** All fields of the wizard below each other, in a form that keeps their values. */
export function WizardFields() {
  const [form, setForm] = useState<Record<string, unknown>>({
    name: 'orders',
    owner: 'group:default/shop-team',
  });
  return (
    <main>
      <form
        style={{ maxWidth: '60rem', padding: '1rem' }}
        onSubmit={event => event.preventDefault()}
      >
        {FIELDS.map(([name, Field]) => {
          const props = {
            name,
            schema: {},
            uiSchema: {
              'ui:options': {
                template: 'template:default/mesh-service',
                domain: 'example.com',
              },
            },
            idSchema: { $id: `root_${name}` },
            rawErrors: [],
            disabled: false,
            readonly: false,
            formData: form[name],
            onChange: (value: unknown) =>
              setForm(current => ({ ...current, [name]: value })),
            formContext: { formData: form },
          };
          return (
            <Field
              key={name}
              {...(props as unknown as FieldExtensionComponentProps<any, any>)}
            />
          );
        })}
      </form>
    </main>
  );
}
