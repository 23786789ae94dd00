import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button } from '@backstage/ui';
import type { BackendError } from '../../hooks/readBackendError';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import type { Reading } from '../../hooks/useReading';

/** Why a part could not be read, what of it still stands there, and a button to try again. */
export function PartProblem(props: {
  title: string;
  error: BackendError;
  reading: Pick<Reading<unknown>, 'data' | 'again'>;
}) {
  const { error, reading } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <Alert
      status={reading.data ? 'warning' : 'danger'}
      icon
      title={props.title}
      description={
        <>
          <Sentence text={error.message} />{' '}
          {reading.data !== undefined && t('traffic.failedKept')}
        </>
      }
      customActions={
        <Button size="small" variant="secondary" onPress={reading.again}>
          {t('traffic.tryAgain')}
        </Button>
      }
    />
  );
}
