import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Combobox } from '@backstage/ui';
import type { NamespaceOption } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';

/** The namespaces of a cluster to search through, each with what Istio does there and whose it is. */
export function ExistingNamespace(props: {
  namespaces: NamespaceOption[];
  name: string;
  isDisabled: boolean;
  onChoose: (name: string) => void;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const options = props.namespaces.map(({ name, dataPlane, by, owner }) => {
    const state = t(`wizardNamespace.plane.${dataPlane}`);
    const plane = by
      ? t('wizardNamespace.planeBy', { plane: state, by })
      : state;
    return {
      id: name,
      label: name,
      description: owner
        ? t('wizardNamespace.ownedBy', { plane, owner })
        : t('wizardNamespace.noOwner', { plane }),
    };
  });
  if (options.length === 0) return <p>{t('wizardNamespace.none')}</p>;
  const isThere = options.some(({ id }) => id === props.name);
  return (
    <Combobox
      label={t('wizardNamespace.choose')}
      placeholder={t('wizardNamespace.placeholder')}
      options={options}
      value={isThere ? props.name : null}
      isDisabled={props.isDisabled}
      validationBehavior="aria"
      onChange={key => props.onChoose(key === null ? '' : String(key))}
    />
  );
}
