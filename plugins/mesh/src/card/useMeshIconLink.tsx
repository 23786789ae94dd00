import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { RiShareLine } from '@remixicon/react';
import { mostUrgent } from '../entity/mostUrgent';
import { useEntityMeshView } from '../hooks/useEntityMeshView';
import { entityMeshRouteRef } from '../routes';
import { meshTranslationRef } from '../translation';
import { phaseLooks, phaseOf } from '../ui/phaseLooks';

/** A link to the Mesh tab for the About card, which says where the most urgent delivery stands. */
export function useMeshIconLink() {
  const { t } = useTranslationRef(meshTranslationRef);
  const { entity } = useEntity();
  const { view } = useEntityMeshView(stringifyEntityRef(entity));
  const tab = useRouteRef(entityMeshRouteRef);
  const service = mostUrgent(view?.services ?? []);
  return {
    label: service
      ? t('card.link', {
          state: t(phaseLooks(phaseOf(service.delivery)).message),
        })
      : t('card.title'),
    icon: <RiShareLine />,
    href: tab(),
  };
}
