import { objectOf } from '../field/formValues';

/**
 * What `MeshManifestPreview` leaves in the form, for the wizard to stop at. No template needs it.
 *
 * @public
 */
export interface PreviewVerdict {
  /** How many errors the files have; absent while they could not be made. */
  errors?: number;
}

/** A value of the form, which may be anything, as a verdict. */
export function readPreviewVerdict(formData: unknown): PreviewVerdict {
  const { errors } = objectOf(formData);
  return typeof errors === 'number' && Number.isInteger(errors) && errors >= 0
    ? { errors }
    : {};
}
