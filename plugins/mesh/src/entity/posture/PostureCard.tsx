import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { Sentence } from '../../ui/Sentence';

/** What protects the service and what keeps it up. */
export function PostureCard(props: {
  entityRef: string;
  service: ServiceView;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <SectionCard title={t('posture.title')}>
      <Sentence text={props.service.posture.mtls.summary} />
    </SectionCard>
  );
}
