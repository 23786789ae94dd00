import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button } from '@backstage/ui';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import styles from './MeshManifestPreview.module.css';
import { NO_PREVIEW } from './previewManifests';
import type { PreviewState } from './usePreview';

/** Why the files could not be made, what of them still stands there, and a button to try again. */
export function PreviewProblem(props: { state: PreviewState }) {
  const { preview, error, again } = props.state;
  const { t } = useTranslationRef(meshTranslationRef);
  if (!error) return null;
  const reason =
    error.name === NO_PREVIEW ? t('wizardPreview.missing') : error.message;
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t('wizardPreview.failedTitle')}
      description={
        <>
          <span className={styles.reason}>
            <Sentence text={reason} />
          </span>{' '}
          {preview && `${t('wizardPreview.kept')} `}
          {t('wizardPreview.blocked')}
        </>
      }
      customActions={
        <Button size="small" variant="secondary" onPress={again}>
          {t('wizard.tryAgain')}
        </Button>
      }
    />
  );
}
