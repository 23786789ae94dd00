import type { ArgoBlueGreenDelivery, Revision } from '../../model';
import { clockTime } from '../words';
import { abortReason, because } from './because';
import { has } from './has';
import { nameOf } from './nameOf';
import { onlyRevision } from './onlyRevision';
import { sentence } from './readable';

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
  if (switched && stable) {
    return afterSwitch(delivery, revisions, switched, stable);
  }
  const next = preview ?? switched;
  if (!next) return onlyRevision(delivery, stable, 'active');
  if (!stable) {
    return sentence(
      `\`${next.version}\` is the first revision and ${doing(delivery, next)}`,
    );
  }
  const name = `Preview ${nameOf(next, revisions)}`;
  const rest = `; ${nameOf(stable, revisions)} takes all traffic.`;
  if (delivery.aborted) {
    const why = abortReason(delivery.message);
    return `${name} was aborted${why ? ` (${why})` : ''}${
      has(delivery, 'controller-silent')
        ? ', but the controller has not reacted yet'
        : ''
    }${rest}`;
  }
  return `${name} ${doing(delivery, next)}${rest}`;
}

/** The active Service leads to the new revision, which is not stable before its analysis has ended. */
function afterSwitch(
  { analyses, message }: ArgoBlueGreenDelivery,
  revisions: Revision[],
  active: Revision,
  stable: Revision,
): string {
  const judged = analyses.some(
    ({ type, hash, phase }) =>
      type === 'post-promotion' && hash === active.hash && phase === 'Running',
  );
  const state = judged
    ? 'is judged by its post-promotion analysis'
    : `becomes stable${because(message)}`;
  return `${nameOf(active, revisions)} takes all traffic and ${state}; ${nameOf(
    stable,
    revisions,
  )} is kept until that ends.`;
}

function doing(delivery: ArgoBlueGreenDelivery, next: Revision): string {
  const { phase, message, pause, promotesFully } = delivery;
  const full = promotesFully
    ? 'is promoted fully, past its pause and analyses, and '
    : '';
  if (has(delivery, 'controller-silent')) {
    return `${full}waits for the controller, which has not reacted yet`;
  }
  if (phase === 'Degraded') return `${full}is degraded${because(message)}`;
  if (phase !== 'Paused') return full + moving(delivery, next);
  if (pause?.endsAt) {
    return `is ready and takes over at ${clockTime(pause.endsAt)}`;
  }
  switch (message) {
    case 'manually paused':
      return 'is paused by hand';
    case 'InconclusiveAnalysisRun':
      return 'waits for a decision: its analysis is inconclusive';
    default:
      return 'is ready and waits for a decision';
  }
}

function moving(
  { message, analyses }: ArgoBlueGreenDelivery,
  next: Revision,
): string {
  if (next.readyPods < next.desiredPods) {
    return `waits for its pods (${next.readyPods} of ${next.desiredPods} ready)`;
  }
  const judged = analyses.some(
    ({ type, phase }) => type === 'pre-promotion' && phase === 'Running',
  );
  return judged
    ? 'is judged by its pre-promotion analysis'
    : `is on its way${because(message)}`;
}
