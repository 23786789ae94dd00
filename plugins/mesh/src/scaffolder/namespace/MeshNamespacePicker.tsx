import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Radio, RadioGroup, TextField } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useState } from 'react';
import { meshTranslationRef } from '../../translation';
import { ChoicesProblem } from '../field/ChoicesProblem';
import { ClusterField } from '../field/ClusterField';
import { serviceInForm } from '../field/formValues';
import { LoadingChoices } from '../field/LoadingChoices';
import { useClusters, useNamespaces } from '../field/useChoices';
import { useKeptValue } from '../field/useKeptValue';
import { WizardField } from '../field/WizardField';
import { ExistingNamespace } from './ExistingNamespace';
import styles from './MeshNamespacePicker.module.css';
import {
  completeNamespaceChoice,
  readNamespaceChoice,
  type NamespaceChoice,
} from './NamespaceChoice';
import { NamespaceImplications } from './NamespaceImplications';
import { namespaceProblem } from './namespaceProblem';

/** Where a service shall live: a namespace that is made for it, or one that exists; only such a one by `existingOnly`. */
export function MeshNamespacePicker(
  props: FieldExtensionComponentProps<NamespaceChoice>,
) {
  const { formData, formContext, onChange } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const isDisabled = Boolean(props.disabled || props.readonly);
  const service = serviceInForm(formContext?.formData);
  const existingOnly = props.uiSchema?.['ui:options']?.existingOnly === true;
  const read = readNamespaceChoice(formData);
  const chosen = existingOnly ? { ...read, exists: true } : read;
  const [isTyped, setIsTyped] = useState(
    chosen.exists || (chosen.name !== '' && chosen.name !== service.name),
  );

  const clusters = useClusters();
  const { cluster } = completeNamespaceChoice(chosen, {
    clusters: clusters.data,
  });
  const namespaces = useNamespaces(cluster);
  const known = cluster ? namespaces.data : undefined;
  const choice = completeNamespaceChoice(
    isTyped ? chosen : { ...chosen, name: service.name },
    { clusters: clusters.data, namespaces: known },
  );
  useKeptValue(formData, isDisabled ? undefined : choice, onChange);

  const change = (part: Partial<NamespaceChoice>) => {
    setIsTyped(true);
    onChange(
      completeNamespaceChoice(
        // Of another namespace it is not known yet.
        { ...choice, dataPlane: undefined, ...part },
        { clusters: clusters.data, namespaces: known },
      ),
    );
  };
  const problem = namespaceProblem(choice, known);
  const sentence =
    problem && t(`wizardNamespace.problem.${problem}`, { name: choice.name });
  // Nothing is wrong yet where nothing has been typed.
  const complaint = problem === 'empty' ? undefined : sentence;
  const unread = {
    error: clusters.error ?? namespaces.error,
    again: () => {
      clusters.again();
      namespaces.again();
    },
  };
  const isReading =
    (clusters.pending && !clusters.error) ||
    (Boolean(cluster) && namespaces.pending);
  // Which namespaces there are cannot be known; of a cluster that is yet to be chosen it can.
  const canTypeName = Boolean(
    cluster || clusters.error || clusters.data?.length === 0,
  );

  return (
    <WizardField field={props} title={t('wizardNamespace.title')}>
      <ClusterField
        clusters={clusters}
        cluster={choice.cluster}
        isDisabled={isDisabled}
        onChoose={next =>
          onChange({ ...choice, cluster: next, dataPlane: undefined })
        }
      />
      {!existingOnly && (
        <RadioGroup
          label={t('wizardNamespace.which')}
          value={choice.exists ? 'existing' : 'new'}
          isDisabled={isDisabled}
          validationBehavior="aria"
          onChange={which => {
            const exists = which === 'existing';
            const isThere = known?.some(({ name }) => name === choice.name);
            change({
              exists,
              // The name of a new one is none that exists, and the other way round.
              ...(exists && known && !isThere && { name: '' }),
              ...(!exists && {
                name: isThere ? '' : choice.name || service.name,
              }),
            });
          }}
        >
          <Radio value="new">{t('wizardNamespace.new')}</Radio>
          <Radio value="existing">{t('wizardNamespace.existing')}</Radio>
        </RadioGroup>
      )}
      {isReading && choice.exists && <LoadingChoices />}
      {!choice.exists && (
        <TextField
          label={t('wizardNamespace.name')}
          description={t('wizardNamespace.nameHelp')}
          value={choice.name}
          isRequired
          isDisabled={isDisabled}
          validationBehavior="aria"
          validate={() => complaint}
          onChange={name => change({ name: name.trim() })}
        />
      )}
      {choice.exists && known && (
        <ExistingNamespace
          namespaces={known.filter(({ system }) => !system)}
          name={choice.name}
          isDisabled={isDisabled}
          onChoose={name => change({ name })}
        />
      )}
      {choice.exists && !known && !isReading && !canTypeName && (
        <p>{t('wizard.clusterWanted')}</p>
      )}
      {choice.exists && !known && !isReading && canTypeName && (
        <TextField
          label={t('wizardNamespace.byHand')}
          value={choice.name}
          isRequired
          isDisabled={isDisabled}
          validationBehavior="aria"
          validate={() => complaint}
          onChange={name => change({ name: name.trim() })}
        />
      )}
      {!isDisabled && (
        <div className={styles.offers}>
          {problem === 'exists' && (
            <Button
              size="small"
              variant="secondary"
              onPress={() => change({ exists: true })}
            >
              {t('wizardNamespace.useExisting')}
            </Button>
          )}
          {!choice.exists && service.name && choice.name !== service.name && (
            <Button
              size="small"
              variant="secondary"
              onPress={() => change({ name: service.name })}
            >
              {t('wizardNamespace.followService', { name: service.name })}
            </Button>
          )}
        </div>
      )}
      <ChoicesProblem reading={unread} />
      {!existingOnly && !problem && !(isReading && choice.exists) && (
        <NamespaceImplications
          choice={choice}
          option={known?.find(({ name }) => name === choice.name)}
          owner={service.owner}
        />
      )}
    </WizardField>
  );
}
