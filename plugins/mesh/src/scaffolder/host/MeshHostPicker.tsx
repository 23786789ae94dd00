import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, TextField } from '@backstage/ui';
import { hostOnProxies } from '@meshway/plugin-mesh-common';
import { useState } from 'react';
import { meshTranslationRef } from '../../translation';
import { ChoicesProblem } from '../field/ChoicesProblem';
import { serviceInForm, textOf } from '../field/formValues';
import { LoadingChoices } from '../field/LoadingChoices';
import { useKeptValue } from '../field/useKeptValue';
import { WizardField } from '../field/WizardField';
import { hostProblem } from '../gateway/gatewayProblem';
import { problemSentence } from '../gateway/problemSentence';
import { useGatewaysInForm } from '../gateway/useGatewaysInForm';
import { readHostOptions, type HostPickerOptions } from './readHostOptions';

/** By which host a new service is reached on a Gateway of its own. */
export function MeshHostPicker(
  props: FieldExtensionComponentProps<string, HostPickerOptions>,
) {
  const { formData, formContext, onChange } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const isDisabled = Boolean(props.disabled || props.readonly);
  const service = serviceInForm(formContext?.formData);
  const { selector, domain } = readHostOptions(props.uiSchema);
  const chosen = textOf(formData);
  const [isTyped, setIsTyped] = useState(chosen !== '');
  const { known, isReading, lacksCluster, reading } = useGatewaysInForm(
    service.cluster,
  );
  const proposed = service.name && domain ? `${service.name}.${domain}` : '';
  const host = isTyped ? chosen : proposed;
  useKeptValue(formData, isDisabled || !host ? undefined : host, onChange);

  const taken = hostOnProxies(known ?? [], selector, host);
  const problem = hostProblem(host, taken);
  // Nothing is wrong yet where nothing has been typed.
  const complaint =
    problem && (isTyped || problem.key !== 'hostEmpty')
      ? problemSentence(t, problem, { host })
      : undefined;

  return (
    <WizardField field={props} title={t('wizardGateway.host')}>
      {isReading && <LoadingChoices />}
      {lacksCluster && <p>{t('wizard.clusterFirst')}</p>}
      <TextField
        label={t('wizardGateway.host')}
        description={t('wizardGateway.hostHelp')}
        value={host}
        isRequired
        isDisabled={isDisabled}
        validationBehavior="aria"
        validate={() => complaint}
        onChange={typed => {
          setIsTyped(true);
          onChange(typed.trim().toLowerCase());
        }}
      />
      <ChoicesProblem reading={reading} />
      {!problem && taken.insteadOf && (
        <Alert
          role="status"
          status="warning"
          icon
          description={t('wizardGateway.insteadOf', taken.insteadOf)}
        />
      )}
    </WizardField>
  );
}
