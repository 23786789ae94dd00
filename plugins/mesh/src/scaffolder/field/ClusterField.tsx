import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Select, TextField } from '@backstage/ui';
import type { Reading } from '../../hooks/useReading';
import { meshTranslationRef } from '../../translation';

/** The cluster, where there is one to choose; typed by hand when they cannot be read. */
export function ClusterField(props: {
  clusters: Reading<string[]>;
  cluster: string | undefined;
  isDisabled: boolean;
  onChoose: (cluster: string | undefined) => void;
}) {
  const { clusters, cluster, isDisabled, onChoose } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  if (clusters.error) {
    return (
      <TextField
        label={t('wizard.cluster')}
        description={t('wizard.clusterByHand')}
        value={cluster ?? ''}
        isDisabled={isDisabled}
        validationBehavior="aria"
        onChange={text => onChoose(text.trim() || undefined)}
      />
    );
  }
  if (!clusters.data || clusters.data.length < 2) return null;
  return (
    <Select
      label={t('wizard.cluster')}
      placeholder={t('wizard.clusterWanted')}
      options={clusters.data.map(name => ({ id: name, label: name }))}
      value={cluster ?? null}
      isDisabled={isDisabled}
      validationBehavior="aria"
      onChange={key => onChoose(key === null ? undefined : String(key))}
    />
  );
}
