import { translationApiRef } from '@backstage/core-plugin-api/alpha';
import { mockApis, TestApiRegistry } from '@backstage/test-utils';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import { meshApiRef } from '../../api';

/** What the validation of a field says about a value, which may be anything. */
export async function complaintsOf<T, O>(
  validate: CustomFieldValidator<T, O>,
  value: unknown,
  options: {
    meshApi?: FakeMeshApi;
    form?: Record<string, unknown>;
    uiOptions?: O;
  } = {},
): Promise<string[]> {
  const complaints: string[] = [];
  await validate(
    value as T,
    { addError: message => complaints.push(message) },
    {
      apiHolder: TestApiRegistry.from(
        [translationApiRef, mockApis.translation()],
        [meshApiRef, options.meshApi ?? new FakeMeshApi()],
      ),
      formData: (options.form ?? {}) as never,
      schema: {},
      uiSchema: { 'ui:options': options.uiOptions ?? {} } as never,
    },
  );
  return complaints;
}
