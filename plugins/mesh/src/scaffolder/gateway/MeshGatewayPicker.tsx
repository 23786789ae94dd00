import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Combobox, TextField } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { proposedHosts } from '@meshway/plugin-mesh-common';
import { useState } from 'react';
import { meshTranslationRef } from '../../translation';
import { ChoicesProblem } from '../field/ChoicesProblem';
import { serviceInForm } from '../field/formValues';
import { LoadingChoices } from '../field/LoadingChoices';
import { useKeptValue } from '../field/useKeptValue';
import { WizardField } from '../field/WizardField';
import { completeGatewayChoice } from './completeGatewayChoice';
import { readGatewayChoice, type GatewayChoice } from './GatewayChoice';
import { findGateway, gatewayProblem } from './gatewayProblem';
import { GatewayServers } from './GatewayServers';
import { HostOutlook } from './HostOutlook';
import styles from './MeshGatewayPicker.module.css';
import { problemSentence } from './problemSentence';
import { useGatewaysInForm } from './useGatewaysInForm';

/** By which Gateway and host a new service is reached from outside. */
export function MeshGatewayPicker(
  props: FieldExtensionComponentProps<GatewayChoice>,
) {
  const { formData, formContext, onChange } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const isDisabled = Boolean(props.disabled || props.readonly);
  const service = serviceInForm(formContext?.formData);
  const chosen = readGatewayChoice(formData);
  const [isHostTyped, setIsHostTyped] = useState(chosen.host !== '');

  const { known, isReading, lacksCluster, reading } = useGatewaysInForm(
    service.cluster,
  );
  const choice = completeGatewayChoice(chosen, {
    gateways: known,
    service,
    isHostTyped,
  });
  useKeptValue(formData, isDisabled ? undefined : choice, onChange);

  const option = findGateway(known, choice.gateway);
  const problem = gatewayProblem(choice, service.namespace, known);
  const sentence =
    problem &&
    problemSentence(t, problem, { ...choice, namespace: service.namespace });
  // Nothing is wrong yet where nothing has been typed.
  const isComplaint =
    problem && problem.key !== 'gatewayEmpty' && problem.key !== 'hostEmpty';
  const complaintAt = (place: 'gateway' | 'host') =>
    isComplaint && problem.at === place ? sentence : undefined;
  const proposals = option
    ? proposedHosts(option, service.name, service.namespace)
        .filter(host => host !== choice.host)
        .slice(0, 3)
    : [];

  return (
    <WizardField field={props} title={t('wizardGateway.title')}>
      {isReading && <LoadingChoices />}
      {lacksCluster && <p>{t('wizard.clusterFirst')}</p>}
      {known && known.length === 0 && <p>{t('wizardGateway.none')}</p>}
      {known && known.length > 0 ? (
        <Combobox
          label={t('wizardGateway.choose')}
          options={known.map(({ namespace, name, servers }) => ({
            id: `${namespace}/${name}`,
            label: `${namespace}/${name}`,
            description: [...new Set(servers.flatMap(({ hosts }) => hosts))]
              .slice(0, 4)
              .join(', '),
          }))}
          value={option ? choice.gateway : null}
          isRequired
          isDisabled={isDisabled}
          validationBehavior="aria"
          validate={() => complaintAt('gateway')}
          onChange={key => {
            if (key !== null) onChange({ ...choice, gateway: String(key) });
          }}
        />
      ) : (
        !isReading && (
          <TextField
            label={t('wizardGateway.byHand')}
            value={choice.gateway}
            isRequired
            isDisabled={isDisabled}
            validationBehavior="aria"
            validate={() => complaintAt('gateway')}
            onChange={gateway =>
              onChange({ ...choice, gateway: gateway.trim() })
            }
          />
        )
      )}
      {option && <GatewayServers gateway={option} />}
      <TextField
        label={t('wizardGateway.host')}
        description={t('wizardGateway.hostHelp')}
        value={choice.host}
        isRequired
        isDisabled={isDisabled}
        validationBehavior="aria"
        validate={() => complaintAt('host')}
        onChange={host => {
          setIsHostTyped(true);
          onChange({ ...choice, host: host.trim().toLowerCase() });
        }}
      />
      {!isDisabled && proposals.length > 0 && (
        <div className={styles.offers}>
          {proposals.map(host => (
            <Button
              key={host}
              size="small"
              variant="secondary"
              onPress={() => {
                setIsHostTyped(true);
                onChange({ ...choice, host });
              }}
            >
              {t('wizardGateway.useHost', { host })}
            </Button>
          ))}
        </div>
      )}
      <ChoicesProblem reading={reading} />
      {!problem && option && (
        <HostOutlook
          gateway={option}
          host={choice.host}
          namespace={service.namespace}
        />
      )}
    </WizardField>
  );
}
