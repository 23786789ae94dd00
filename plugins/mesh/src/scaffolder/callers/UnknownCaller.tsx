import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button } from '@backstage/ui';
import type { WorkloadIdentity } from '@meshway/plugin-mesh-common';
import { useEffect, useRef } from 'react';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import { useIdentities } from './useIdentities';

/** Asks as whom an entity calls, and says why that is not known. */
export function UnknownCaller(props: {
  entity: string;
  onKnown: (identities: WorkloadIdentity[]) => void;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { data, error, again } = useIdentities(props.entity);
  const onKnown = useRef(props.onKnown);
  onKnown.current = props.onKnown;
  useEffect(() => {
    if (data && data.length > 0) onKnown.current(data);
  });
  if (error) {
    return (
      <Alert
        role="alert"
        status="warning"
        icon
        description={
          <>
            <Sentence
              text={t('wizardCallers.failed', { reason: error.message })}
            />{' '}
            {t('wizardCallers.failedByHand')}
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
  if (!data || data.length > 0) {
    return <span role="status">{t('wizardCallers.reading')}</span>;
  }
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      description={t('wizardCallers.unknown')}
      customActions={
        <Button size="small" variant="secondary" onPress={again}>
          {t('wizard.tryAgain')}
        </Button>
      }
    />
  );
}
