import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { fetchApiRef, type FetchApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { ComponentType, useState } from 'react';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import { meshApiRef } from '../../api';

/** A field in a form that keeps its value, as the wizard does. */
export function renderField<T, O>(
  Field: ComponentType<FieldExtensionComponentProps<T, O>>,
  options: {
    meshApi?: FakeMeshApi;
    /** What the form holds of the field at first, which may be anything. */
    formData?: unknown;
    /** What the other fields hold. */
    form?: Record<string, unknown>;
    uiOptions?: O;
    disabled?: boolean;
    catalog?: Entity[];
    /** Thrown by the catalog. */
    catalogError?: Error;
    fetch?: FetchApi['fetch'];
  } = {},
): { value: () => unknown; submitted: () => number } {
  let value: unknown = options.formData;
  let submits = 0;

  function Form() {
    const [formData, setFormData] = useState<unknown>(options.formData);
    value = formData;
    const props = {
      name: 'field',
      schema: {},
      uiSchema: { 'ui:options': options.uiOptions ?? {} },
      idSchema: { $id: 'root_field' },
      rawErrors: [],
      disabled: options.disabled ?? false,
      readonly: false,
      formData,
      onChange: setFormData,
      formContext: { formData: { ...options.form, field: formData } },
    };
    return (
      <form
        onSubmit={event => {
          event.preventDefault();
          submits += 1;
        }}
      >
        <Field {...(props as unknown as FieldExtensionComponentProps<T, O>)} />
      </form>
    );
  }

  const catalogApi = catalogApiMock({ entities: options.catalog });
  if (options.catalogError) {
    jest
      .spyOn(catalogApi, 'queryEntities')
      .mockRejectedValue(options.catalogError);
  }
  renderInTestApp(<Form />, {
    apis: [
      [meshApiRef, options.meshApi ?? new FakeMeshApi()],
      [catalogApiRef, catalogApi],
      [fetchApiRef, { fetch: options.fetch ?? (() => new Promise(() => {})) }],
      mockApis.discovery({ baseUrl: 'http://portal' }),
    ],
  });
  return { value: () => value, submitted: () => submits };
}
