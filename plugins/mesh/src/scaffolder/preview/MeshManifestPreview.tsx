import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Skeleton, VisuallyHidden } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { RiCheckLine } from '@remixicon/react';
import { useId } from 'react';
import { bySeverity } from '../../entity/findings/bySeverity';
import { FindingEntry } from '../../entity/findings/FindingEntry';
import { meshTranslationRef } from '../../translation';
import { StatusChip } from '../../ui/StatusChip';
import { objectOf, textOf } from '../field/formValues';
import { useKeptValue } from '../field/useKeptValue';
import { WizardField } from '../field/WizardField';
import styles from './MeshManifestPreview.module.css';
import { PreviewFiles } from './PreviewFiles';
import { PreviewProblem } from './PreviewProblem';
import type { PreviewVerdict } from './PreviewVerdict';
import { usePreview } from './usePreview';
import type { ManifestPreviewOptions } from './validatePreview';

/** The files that the template would make of the values so far, and what is wrong with them, before anything is made. */
export function MeshManifestPreview(
  props: FieldExtensionComponentProps<PreviewVerdict, ManifestPreviewOptions>,
) {
  const { name, formData, formContext, onChange, uiSchema } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const id = useId();
  const templateRef = textOf(uiSchema?.['ui:options']?.template);
  // Its own value would change what it asks, without end.
  const { [name]: _own, ...values } = objectOf(formContext?.formData);
  const state = usePreview(templateRef || undefined, values);
  const { preview, error, pending } = state;
  const { errors, warnings } = bySeverity(preview?.findings ?? []);
  const verdict = preview && !error ? { errors: errors.length } : {};
  useKeptValue(formData ?? {}, pending ? undefined : verdict, onChange);

  return (
    <WizardField field={props} title={t('wizardPreview.title')}>
      {!templateRef && (
        <Alert
          role="alert"
          status="danger"
          icon
          description={t('wizardPreview.noTemplate')}
        />
      )}
      <PreviewProblem
        state={pending ? { ...state, error: undefined } : state}
      />
      {templateRef && pending && !preview && (
        <div role="status">
          <VisuallyHidden>{t('wizardPreview.reading')}</VisuallyHidden>
          <Skeleton height="16rem" />
        </div>
      )}
      {pending && preview && (
        <p role="status" className={styles.updating}>
          {t('wizardPreview.updating')}
        </p>
      )}
      {preview && errors.length + warnings.length > 0 && (
        <div role="group" aria-labelledby={id}>
          <div id={id} className={styles.subtitle}>
            {t('wizardPreview.findings')}
          </div>
          <ul className={styles.findings}>
            {[...errors, ...warnings].map(finding => (
              <li
                key={`${finding.code} ${finding.object} ${finding.message}`}
                className={styles.finding}
              >
                <FindingEntry finding={finding} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {preview && errors.length + warnings.length === 0 && (
        <div className={styles.clean}>
          <StatusChip tone="positive" icon={<RiCheckLine />}>
            {t('wizardPreview.nothingToMend')}
          </StatusChip>
          <span>{t('wizardPreview.checked')}</span>
        </div>
      )}
      {preview && <PreviewFiles files={preview.files} />}
    </WizardField>
  );
}
