import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { validationWords } from '../field/validationWords';
import { readPreviewVerdict, type PreviewVerdict } from './PreviewVerdict';

/**
 * Options of `MeshManifestPreview` in a template.
 *
 * @public
 */
export interface ManifestPreviewOptions {
  /** Entity reference of the template itself, `template:default/mesh-service`. */
  template?: string;
}

/** Stops at errors in the files. Files that could not be made stop nobody: the template itself will say why. */
export const validatePreview: CustomFieldValidator<
  PreviewVerdict,
  ManifestPreviewOptions
> = async (formData, field, { apiHolder }) => {
  const { errors = 0 } = readPreviewVerdict(formData);
  if (errors === 0) return;
  const t = await validationWords(apiHolder);
  field.addError(t('wizardPreview.errors', { count: errors }));
};
