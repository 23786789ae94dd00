import type { ArgoBlueGreenDelivery, Revision } from '../../model';
import { clockTime } from '../words';
import { abortReason, because } from './because';

/** Which revision takes the traffic, which stands ready beside it and what it waits for. */
export function blueGreenSentence(
  delivery: ArgoBlueGreenDelivery,
  revisions: Revision[],
): string {
  const find = (wanted: Revision['role']) =>
    revisions.find(({ role }) => role === wanted);
  const stable = find('stable');
  const switched = find('active');
  const preview = find('preview');
  if (switched && stable) return afterSwitch(delivery, switched, stable);
  const next = preview ?? switched;
  if (!stable) {
    return next
      ? `\`${next.version}\` is the first revision and ${moving(
          delivery,
          next,
        )}.`
      : `No revision runs yet${because(delivery.message)}.`;
  }
  const old = `\`${stable.version}\``;
  if (!next) {
    const { phase, message } = delivery;
    return phase === 'Healthy'
      ? `${old} is active and takes all traffic.`
      : `${old} is active and takes all traffic; the Rollout is ${phase.toLowerCase()}${because(
          message,
        )}.`;
  }
  const name = `Preview \`${next.version}\``;
  return delivery.aborted
    ? `${name} was aborted${abortReason(
        delivery.message,
      )}; ${old} takes all traffic.`
    : `${name} ${doing(delivery, next)}; ${old} takes all traffic.`;
}

/** The active Service leads to the new revision, which is not stable before its analysis has ended. */
function afterSwitch(
  { analyses, message, phase }: ArgoBlueGreenDelivery,
  active: Revision,
  stable: Revision,
): string {
  const judged = analyses.some(
    ({ type, hash, phase: ran }) =>
      type === 'post-promotion' && hash === active.hash && ran === 'Running',
  );
  const state = judged
    ? 'is judged by its post-promotion analysis'
    : `is ${phase.toLowerCase()}${because(message)}`;
  return `\`${active.version}\` takes all traffic and ${state}; \`${stable.version}\` stays stable until then.`;
}

function doing(delivery: ArgoBlueGreenDelivery, next: Revision): string {
  const { phase, message, pause } = delivery;
  if (phase === 'Paused') {
    if (pause?.endsAt) {
      return `is ready and takes over at ${clockTime(pause.endsAt)}`;
    }
    return message === 'manually paused'
      ? 'is paused by hand'
      : 'is ready and waits for a decision';
  }
  return moving(delivery, next);
}

function moving(
  { phase, message, analyses, promotesFully }: ArgoBlueGreenDelivery,
  next: Revision,
): string {
  if (phase === 'Degraded') return `is degraded${because(message)}`;
  if (next.readyPods < next.desiredPods) {
    return `starts: ${next.readyPods} of ${next.desiredPods} pods are ready`;
  }
  if (promotesFully) {
    return `is promoted fully, past its pause and analyses${because(message)}`;
  }
  const judged = analyses.some(
    run => run.type === 'pre-promotion' && run.phase === 'Running',
  );
  return judged
    ? 'is judged by its pre-promotion analysis'
    : `is on its way${because(message)}`;
}
