import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button } from '@backstage/ui';
import type { Reading } from '../../hooks/useReading';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';

/** Why there is nothing to choose from, and that the values can be typed nevertheless. */
export function ChoicesProblem(props: {
  reading: Pick<Reading<unknown>, 'error' | 'again'>;
}) {
  const { error, again } = props.reading;
  const { t } = useTranslationRef(meshTranslationRef);
  if (!error) return null;
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t(
        error.name === 'NotAllowedError'
          ? 'wizard.forbidden'
          : 'wizard.unreadable',
      )}
      description={
        <>
          <Sentence text={error.message} /> {t('wizard.byHand')}
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
