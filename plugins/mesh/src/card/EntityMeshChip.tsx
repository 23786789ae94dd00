import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { isMeshAvailable } from '@meshway/plugin-mesh-common';
import { mostUrgent } from '../entity/mostUrgent';
import { useEntityMeshView } from '../hooks/useEntityMeshView';
import { entityMeshRouteRef } from '../routes';
import { ServicePhaseChip } from '../ui/ServicePhaseChip';

/** Where the most urgent delivery of an entity stands, for its header; leads to the Mesh tab. */
export function EntityMeshChip() {
  const { entity } = useEntity();
  return isMeshAvailable(entity) ? (
    <Chip entityRef={stringifyEntityRef(entity)} />
  ) : null;
}

function Chip(props: { entityRef: string }) {
  const { view } = useEntityMeshView(props.entityRef);
  const tab = useRouteRef(entityMeshRouteRef);
  const service = mostUrgent(view?.services ?? []);
  if (!service) return null;
  return (
    <Link href={tab()}>
      <ServicePhaseChip delivery={service.delivery} />
    </Link>
  );
}
