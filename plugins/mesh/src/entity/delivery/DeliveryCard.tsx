import type { ServiceView } from '@meshway/plugin-mesh-common';
import { BlueGreenCard } from './BlueGreenCard';
import { CanaryCard } from './CanaryCard';
import { NoDeliveryCard } from './NoDeliveryCard';
import { WeightedRoutesCard } from './WeightedRoutesCard';

/** How the new revision takes over, or why there is nothing to decide. */
export function DeliveryCard(props: { service: ServiceView }) {
  const { service } = props;
  const { delivery } = service;
  switch (delivery.engine) {
    case 'none':
      return <NoDeliveryCard delivery={delivery} />;
    case 'weighted-routes':
      return <WeightedRoutesCard delivery={delivery} service={service} />;
    default:
      return delivery.strategy === 'canary' ? (
        <CanaryCard delivery={delivery} service={service} />
      ) : (
        <BlueGreenCard delivery={delivery} service={service} />
      );
  }
}
