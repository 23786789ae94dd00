import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { meshTranslationRef } from '../../translation';

/** Stands where choices will be. */
export function LoadingChoices() {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <div role="status">
      <VisuallyHidden>{t('wizard.loading')}</VisuallyHidden>
      <Skeleton height="2.5rem" />
    </div>
  );
}
