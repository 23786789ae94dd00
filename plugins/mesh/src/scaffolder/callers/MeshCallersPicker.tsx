import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Combobox } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useId, useState } from 'react';
import { meshTranslationRef } from '../../translation';
import { formatCount } from '../../ui/formatNumber';
import { ChoicesProblem } from '../field/ChoicesProblem';
import { LoadingChoices } from '../field/LoadingChoices';
import { useKeptValue } from '../field/useKeptValue';
import { WizardField } from '../field/WizardField';
import { CallerByHand } from './CallerByHand';
import { readCallers, withIdentities, type CallerChoice } from './CallerChoice';
import { CallerEntry } from './CallerEntry';
import styles from './MeshCallersPicker.module.css';
import { useMeshEntities } from './useMeshEntities';

/** Who may call a new service: components of the catalog, by the identities of their pods, and others by hand. */
export function MeshCallersPicker(
  props: FieldExtensionComponentProps<CallerChoice[]>,
) {
  const { formData, onChange } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const id = useId();
  const isDisabled = Boolean(props.disabled || props.readonly);
  const [search, setSearch] = useState('');
  const entities = useMeshEntities();
  const callers = readCallers(formData);
  useKeptValue(formData, isDisabled ? undefined : callers, onChange);

  const all = entities.data?.entities ?? [];
  const left = all.filter(
    ({ ref }) => !callers.some(({ entity }) => entity === ref),
  );
  return (
    <WizardField field={props} title={t('wizardCallers.title')}>
      {entities.pending && !entities.error && <LoadingChoices />}
      {entities.data && all.length === 0 && <p>{t('wizardCallers.nothing')}</p>}
      {all.length > 0 && (
        <Combobox
          label={t('wizardCallers.add')}
          placeholder={t('wizardCallers.search')}
          options={left.map(({ ref, title, owner }) => ({
            id: ref,
            label: title,
            description: owner ? `${ref} · ${owner}` : ref,
          }))}
          value={null}
          inputValue={search}
          isDisabled={isDisabled}
          validationBehavior="aria"
          onInputChange={setSearch}
          onChange={key => {
            if (key === null) return;
            setSearch('');
            onChange([
              ...callers,
              { entity: String(key), namespace: '', serviceAccount: '' },
            ]);
          }}
        />
      )}
      {entities.data?.isCut && (
        <p>{t('wizardCallers.tooMany', { number: formatCount(all.length) })}</p>
      )}
      <ChoicesProblem reading={entities} />
      {callers.length > 0 && (
        <div>
          <div id={id} className={styles.subtitle}>
            {t('wizardCallers.chosen')}
          </div>
          <ul className={styles.callers} aria-labelledby={id}>
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
