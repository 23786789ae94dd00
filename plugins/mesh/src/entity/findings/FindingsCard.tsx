import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { Sentence } from '../../ui/Sentence';

/** What is wrong with the configuration of the service, and how to mend it. */
export function FindingsCard(props: {
  entityRef: string;
  service: ServiceView;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <SectionCard title={t('findings.title')}>
      <Sentence text={props.service.findings[0]?.message ?? ''} />
    </SectionCard>
  );
}
