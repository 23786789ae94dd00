import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ButtonIcon } from '@backstage/ui';
import type { WorkloadIdentity } from '@meshway/plugin-mesh-common';
import { RiCloseLine } from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { isUnknown, type CallerChoice } from './CallerChoice';
import styles from './MeshCallersPicker.module.css';
import { UnknownCaller } from './UnknownCaller';

/** Somebody who may call: which component, and by which identity. */
export function CallerEntry(props: {
  caller: CallerChoice;
  /** As people call the entity. */
  title?: string;
  isDisabled: boolean;
  onKnown: (identities: WorkloadIdentity[]) => void;
  onRemove: () => void;
}) {
  const { caller, isDisabled } = props;
  const { entity, namespace, serviceAccount } = caller;
  const { t } = useTranslationRef(meshTranslationRef);
  const name = entity ? props.title ?? entity : t('wizardCallers.someone');
  const isKnown = !isUnknown(caller);
  const identity = t('wizardCallers.identity', { namespace, serviceAccount });
  return (
    <li className={styles.caller}>
      <div className={styles.callerText}>
        <div className={styles.callerName}>
          {name}
          {entity && entity !== name && (
            <span className={styles.ref}>{entity}</span>
          )}
        </div>
        {isKnown && <div className={styles.identity}>{identity}</div>}
        {isKnown && serviceAccount === 'default' && (
          <p className={styles.note}>
            {t('wizardCallers.shared', { namespace })}
          </p>
        )}
        {!isKnown && entity && (
          <UnknownCaller entity={entity} onKnown={props.onKnown} />
        )}
      </div>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiCloseLine />}
        aria-label={t('wizardCallers.remove', {
          caller: isKnown ? `${name}, ${identity}` : name,
        })}
        isDisabled={isDisabled}
        onPress={props.onRemove}
      />
    </li>
  );
}
