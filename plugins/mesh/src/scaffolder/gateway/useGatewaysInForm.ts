import type { GatewayOption } from '@meshway/plugin-mesh-common';
import type { Reading } from '../../hooks/useReading';
import { useClusters, useGateways } from '../field/useChoices';

/** The Gateways of the cluster that the form names, else of the only one. */
export function useGatewaysInForm(named: string): {
  /** Undefined while they are not known. */
  known: GatewayOption[] | undefined;
  isReading: boolean;
  /** Whether the form must name a cluster first. */
  lacksCluster: boolean;
  reading: Pick<Reading<unknown>, 'error' | 'again'>;
} {
  const clusters = useClusters();
  const [only, ...others] = clusters.data ?? [];
  const cluster = named || (others.length === 0 ? only : undefined);
  const gateways = useGateways(cluster);
  const reading = cluster ? gateways : clusters;
  return {
    known: cluster ? gateways.data : undefined,
    isReading: reading.pending,
    lacksCluster: !cluster && others.length > 0,
    reading,
  };
}
