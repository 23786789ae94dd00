import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, TextField } from '@backstage/ui';
import { KeyboardEvent, useId, useState } from 'react';
import { meshTranslationRef } from '../../translation';
import { isDnsLabel, isDnsSubdomain } from '../field/dnsNames';
import type { CallerChoice } from './CallerChoice';
import fieldStyles from '../field/WizardField.module.css';
import styles from './MeshCallersPicker.module.css';

/** Adds an identity that no entity of the catalog has. */
export function CallerByHand(props: {
  callers: readonly CallerChoice[];
  isDisabled: boolean;
  onAdd: (caller: CallerChoice) => void;
}) {
  const { callers, isDisabled } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const id = useId();
  const [namespace, setNamespace] = useState('');
  const [serviceAccount, setServiceAccount] = useState('');
  const namespaceProblem =
    namespace && !isDnsLabel(namespace)
      ? t('wizardCallers.problem.namespace')
      : undefined;
  const accountProblem =
    serviceAccount && !isDnsSubdomain(serviceAccount)
      ? t('wizardCallers.problem.account')
      : undefined;
  const isThere = callers.some(
    caller =>
      caller.namespace === namespace &&
      caller.serviceAccount === serviceAccount,
  );
  const isReady =
    Boolean(namespace && serviceAccount) &&
    !namespaceProblem &&
    !accountProblem &&
    !isThere;
  const add = () => {
    if (!isReady) return;
    props.onAdd({ namespace, serviceAccount });
    setNamespace('');
    setServiceAccount('');
  };
  const addByEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    // Otherwise it would send the whole step of the wizard.
    event.preventDefault();
    add();
  };
  return (
    <div role="group" aria-labelledby={id} className={styles.byHand}>
      <div id={id} className={fieldStyles.subtitle}>
        {t('wizardCallers.handTitle')}
      </div>
      <div className={styles.handFields}>
        <TextField
          size="small"
          label={t('wizardCallers.handNamespace')}
          value={namespace}
          isDisabled={isDisabled}
          validationBehavior="aria"
          validate={() => namespaceProblem}
          onChange={text => setNamespace(text.trim())}
          onKeyDown={addByEnter}
        />
        <TextField
          size="small"
          label={t('wizardCallers.handAccount')}
          value={serviceAccount}
          isDisabled={isDisabled}
          validationBehavior="aria"
          validate={() => accountProblem}
          onChange={text => setServiceAccount(text.trim())}
          onKeyDown={addByEnter}
        />
        <Button
          size="small"
          variant="secondary"
          isDisabled={isDisabled || !isReady}
          onPress={add}
        >
          {t('wizardCallers.handAdd')}
        </Button>
      </div>
      {isThere && <p role="status">{t('wizardCallers.handAlready')}</p>}
    </div>
  );
}
