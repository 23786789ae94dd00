import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import type { NamespaceOption } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import type { NamespaceChoice } from './NamespaceChoice';
import { sameOwner } from './sameOwner';

/** What follows from a namespace that can be: who is in the mesh there, and who may decide. */
export function NamespaceImplications(props: {
  choice: NamespaceChoice;
  /** Of an existing one, as the cluster has it. */
  option?: NamespaceOption;
  /** Of the service, as the form has it; empty when nobody is chosen yet. */
  owner: string;
}) {
  const { choice, option, owner } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const { name } = choice;
  if (!choice.exists) {
    return (
      <Alert
        role="status"
        status="info"
        icon
        description={t('wizardNamespace.implies.new', {
          name,
          owner: owner || t('wizardNamespace.implies.newOwner'),
        })}
      />
    );
  }
  const plane = option?.dataPlane ?? 'unknown';
  const otherOwner =
    option?.owner && owner && !sameOwner(option.owner, owner)
      ? option.owner
      : undefined;
  return (
    <Alert
      role="status"
      status={plane === 'none' || otherOwner ? 'warning' : 'info'}
      icon
      description={
        <>
          {t(`wizardNamespace.implies.${plane}`, {
            name,
            by: option?.by ?? '',
          })}
          {otherOwner && (
            <>
              {' '}
              {t('wizardNamespace.implies.otherOwner', {
                namespaceOwner: otherOwner,
                owner,
              })}
            </>
          )}
        </>
      }
    />
  );
}
