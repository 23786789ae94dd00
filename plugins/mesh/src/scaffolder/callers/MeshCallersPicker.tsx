import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Select } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useId } from 'react';
import { meshTranslationRef } from '../../translation';
import { formatCount } from '../../ui/formatNumber';
import { ChoicesProblem } from '../field/ChoicesProblem';
import { LoadingChoices } from '../field/LoadingChoices';
import { useKeptValue } from '../field/useKeptValue';
import { WizardField } from '../field/WizardField';
import { CallerByHand } from './CallerByHand';
import { readCallers, withIdentities, type CallerChoice } from './CallerChoice';
import { CallerEntry } from './CallerEntry';
import fieldStyles from '../field/WizardField.module.css';
import styles from './MeshCallersPicker.module.css';
import { useMeshEntities, type MeshEntity } from './useMeshEntities';

/** Who may call a new service: components of the catalog, by the identities of their pods, and others by hand. */
export function MeshCallersPicker(
  props: FieldExtensionComponentProps<CallerChoice[]>,
) {
  const { formData, onChange } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const id = useId();
  const isDisabled = Boolean(props.disabled || props.readonly);
  const entities = useMeshEntities();
  const callers = readCallers(formData);
  useKeptValue(formData, isDisabled ? undefined : callers, onChange);

  const all = entities.data?.entities ?? [];
  return (
    <WizardField field={props} title={t('wizardCallers.title')}>
      {entities.pending && !entities.error && <LoadingChoices />}
      {entities.data && all.length === 0 && <p>{t('wizardCallers.nothing')}</p>}
      {all.length > 0 && (
        <Select
          selectionMode="multiple"
          label={t('wizardCallers.add')}
          placeholder={t('wizardCallers.placeholder')}
          search={{ placeholder: t('wizardCallers.search') }}
          options={all.map(({ ref, title, owner }) => ({
            id: ref,
            label: title,
            description: owner ? `${ref} · ${owner}` : ref,
          }))}
          value={all
            .map(({ ref }) => ref)
            .filter(ref => callers.some(({ entity }) => entity === ref))}
          isDisabled={isDisabled}
          validationBehavior="aria"
          onChange={chosen => onChange(withChosen(callers, all, chosen))}
        />
      )}
      {entities.data?.isCut && (
        <p>{t('wizardCallers.tooMany', { number: formatCount(all.length) })}</p>
      )}
      <ChoicesProblem reading={entities} />
      {callers.length > 0 && (
        <div>
          <div id={id} className={fieldStyles.subtitle}>
            {t('wizardCallers.chosen')}
          </div>
          <ul className={fieldStyles.list} aria-labelledby={id}>
            {callers.map(caller => (
              <CallerEntry
                key={`${caller.entity} ${caller.namespace} ${caller.serviceAccount}`}
                caller={caller}
                title={all.find(({ ref }) => ref === caller.entity)?.title}
                isDisabled={isDisabled}
                onKnown={identities =>
                  onChange(
                    withIdentities(callers, caller.entity ?? '', identities),
                  )
                }
                onRemove={() => onChange(callers.filter(one => one !== caller))}
              />
            ))}
          </ul>
        </div>
      )}
      {!isDisabled && (
        <CallerByHand
          callers={callers}
          isDisabled={isDisabled}
          onAdd={caller => onChange([...callers, caller])}
        />
      )}
      <p role="status" className={styles.effect}>
        {t(
          callers.length === 0
            ? 'wizardCallers.everybody'
            : 'wizardCallers.only',
        )}
      </p>
    </WizardField>
  );
}

/** Without the entities that are chosen no more, and with those that are chosen now, whose identity is yet to be asked. */
function withChosen(
  callers: readonly CallerChoice[],
  all: readonly MeshEntity[],
  chosen: readonly (string | number)[],
): CallerChoice[] {
  const isGone = ({ entity }: CallerChoice) =>
    all.some(({ ref }) => ref === entity) && !chosen.includes(entity!);
  return [
    ...callers.filter(caller => !isGone(caller)),
    ...chosen
      .map(String)
      .filter(ref => !callers.some(({ entity }) => entity === ref))
      .map(entity => ({ entity, namespace: '', serviceAccount: '' })),
  ];
}
