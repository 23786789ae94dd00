import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { Sentence } from '../../ui/Sentence';

/** How requests come to the service, from outside and from inside. */
export function ExposureCard(props: {
  entityRef: string;
  service: ServiceView;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <SectionCard title={t('exposure.title')}>
      <Sentence text={props.service.exposure.headline} />
    </SectionCard>
  );
}
