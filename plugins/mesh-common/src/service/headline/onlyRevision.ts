import type {
  ArgoBlueGreenDelivery,
  ArgoCanaryDelivery,
  Revision,
} from '../../model';
import { exactPercent } from '../words';
import { because } from './because';
import { has } from './has';
import { sentence } from './readable';

/** What runs while no update is under way. */
export function onlyRevision(
  delivery: ArgoCanaryDelivery | ArgoBlueGreenDelivery,
  revision: Revision | undefined,
  is: 'stable' | 'active',
): string {
  const { phase, message } = delivery;
  if (!revision) return sentence(`No revision runs yet${because(message)}`);
  const name = `\`${revision.version}\``;
  const { readyPods, desiredPods } = revision;
  if (desiredPods === 0) return `${name} is scaled to 0 and has no pods.`;
  if (readyPods === 0) {
    return `${name} has none of its ${desiredPods} pods ready: nobody takes the traffic.`;
  }
  const left = delivery.strategy === 'canary' ? leftOf(delivery) : 0;
  const takes =
    left > 0
      ? `${name} is ${is}, but the canary's destination still takes ${exactPercent(
          left,
        )} of the traffic`
      : `${name} is ${is} and takes all traffic`;
  if (has(delivery, 'controller-silent')) {
    return `${takes}; the controller has not reacted yet to the newest change.`;
  }
  if (phase === 'Healthy') return `${takes}.`;
  if (message === 'manually paused') {
    return `${takes}; the Rollout is paused by hand.`;
  }
  if (message === 'rollout is restarting') {
    return `${takes}; its pods are being restarted.`;
  }
  return sentence(
    `${takes}; the Rollout is ${phase.toLowerCase()}${because(message)}`,
  );
}

/** What requests may still go by to others than the only revision: after a promotion both destinations lead to it. */
function leftOf(delivery: ArgoCanaryDelivery): number {
  const { weights } = delivery;
  const isLost =
    weights.astray?.some(({ role }) => role === 'canary') ||
    has(delivery, 'route-missing');
  return isLost ? weights.written ?? 0 : 0;
}
