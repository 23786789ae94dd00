import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { ComponentType, lazy, Suspense } from 'react';
import { meshTranslationRef } from '../../translation';
import { PartBoundary } from '../../ui/PartBoundary';

/**
 * A field whose code is loaded when it is first shown: a wizard knows all fields of a portal, and shows few. When it
 * cannot be drawn, the rest of the wizard can.
 */
export function lazyField<P extends object>(
  load: () => Promise<(props: P) => JSX.Element>,
): (props: P) => JSX.Element {
  // React's own type for the props of a lazy component leaves those of a generic one out.
  const Field = lazy<ComponentType<any>>(async () => ({
    default: await load(),
  }));
  return function LazyField(props: P) {
    return (
      <PartBoundary>
        <Suspense fallback={<LoadingField />}>
          <Field {...props} />
        </Suspense>
      </PartBoundary>
    );
  };
}

function LoadingField() {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <div role="status">
      <VisuallyHidden>{t('wizard.loadingField')}</VisuallyHidden>
      <Skeleton height="4rem" />
    </div>
  );
}
