import type { Delivery } from '@meshway/plugin-mesh-common';
import { PhaseChip } from './PhaseChip';
import { phaseOf } from './phaseLooks';

/** Where the delivery of a service stands; nothing where none is driven. */
export function ServicePhaseChip(props: { delivery: Delivery }) {
  return props.delivery.engine === 'none' ? null : (
    <PhaseChip {...phaseOf(props.delivery)} />
  );
}
