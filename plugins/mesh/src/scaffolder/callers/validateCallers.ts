import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { validationWords } from '../field/validationWords';
import {
  isIdentity,
  isUnknown,
  readCallers,
  type CallerChoice,
} from './CallerChoice';

/** Complains about callers that no policy could name: left out, they would be refused without anybody knowing. */
export const validateCallers: CustomFieldValidator<CallerChoice[]> = async (
  formData,
  field,
  { apiHolder },
) => {
  const t = await validationWords(apiHolder);
  for (const caller of readCallers(formData)) {
    if (isUnknown(caller)) {
      field.addError(
        t('wizardCallers.problem.unknown', { entity: caller.entity ?? '' }),
      );
    } else if (!isIdentity(caller)) {
      field.addError(
        t('wizardCallers.problem.invalid', {
          namespace: caller.namespace,
          serviceAccount: caller.serviceAccount,
        }),
      );
    }
  }
};
