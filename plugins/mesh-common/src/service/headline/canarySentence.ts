import type { ArgoCanaryDelivery, Revision } from '../../model';
import { clockTime, enumerate } from '../words';
import { abortReason, because } from './because';
import { onlyRevision } from './onlyRevision';
import { astrayShare, canaryShare, leftAfterAbort } from './canaryShare';
import { has } from './has';
import { nameOf } from './nameOf';
import { sentence } from './readable';

/** What a canary takes, where it stands and what it waits for. */
export function canarySentence(
  delivery: ArgoCanaryDelivery,
  revisions: Revision[],
): string {
  const canary = revisions.find(({ role }) => role === 'canary');
  const stable = revisions.find(({ role }) => role === 'stable');
  if (!canary) return onlyRevision(delivery, stable, 'stable');
  if (!stable) {
    return sentence(
      `\`${canary.version}\` is the first revision ${doing(delivery, canary)}`,
    );
  }
  if (delivery.aborted) return aborted(delivery, revisions, canary, stable);
  const { steps, currentStepIndex } = delivery;
  const at =
    currentStepIndex < steps.length && !delivery.promotesFully
      ? ` (step ${currentStepIndex + 1} of ${steps.length})`
      : '';
  const lost = astrayShare(delivery, revisions);
  const share = lost ?? canaryShare(delivery, revisions, canary);
  return sentence(
    `Canary ${nameOf(canary, revisions)} ${share}${at}${
      lost ? ',' : ''
    } ${doing(delivery, canary)}`,
  );
}

function aborted(
  delivery: ArgoCanaryDelivery,
  revisions: Revision[],
  canary: Revision,
  stable: Revision,
): string {
  const why = abortReason(delivery.message);
  const end = `Canary ${nameOf(canary, revisions)} was aborted${
    why ? ` (${why})` : ''
  }`;
  const left = leftAfterAbort(delivery, revisions, canary, stable);
  const takes = left
    ? `it still ${left}.`
    : `${nameOf(stable, revisions)} takes all traffic.`;
  return has(delivery, 'controller-silent')
    ? `${end}, but the controller has not reacted yet: ${takes}`
    : `${end}; ${takes}`;
}

function doing(delivery: ArgoCanaryDelivery, canary: Revision): string {
  const { phase, message, pause, promotesFully } = delivery;
  if (promotesFully) {
    const goes = 'and is promoted fully, past all pauses and analyses';
    if (has(delivery, 'controller-silent')) {
      return `${goes}, but the controller has not reacted yet`;
    }
    return has(delivery, 'canary-not-ready')
      ? `${goes}, once its pods are ready (${readyOf(canary)})`
      : `${goes}${because(message)}`;
  }
  if (has(delivery, 'controller-silent')) {
    return 'and waits for the controller, which has not reacted yet';
  }
  switch (phase) {
    case 'Paused':
      return paused(delivery);
    case 'Degraded':
      if (has(delivery, 'invalid-spec')) {
        return `and stands still${because(message)}`;
      }
      return message.startsWith('ProgressDeadlineExceeded') &&
        has(delivery, 'canary-not-ready')
        ? `and did not get its pods ready in time (${readyOf(canary)})`
        : `and is degraded${because(message)}`;
    case 'Progressing':
      return `and ${moving(delivery, canary)}`;
    default:
      return pause ? 'and pauses' : 'and is healthy';
  }
}

function paused({ message, pause }: ArgoCanaryDelivery): string {
  if (pause?.endsAt) return `and pauses until ${clockTime(pause.endsAt)}`;
  switch (message) {
    case 'manually paused':
      return 'and is paused by hand';
    case 'InconclusiveAnalysisRun':
      return 'and waits for a decision: its analysis is inconclusive';
    case 'InconclusiveExperiment':
      return 'and waits for a decision: its experiment is inconclusive';
    default:
      return 'and waits for a decision';
  }
}

function moving(delivery: ArgoCanaryDelivery, canary: Revision): string {
  if (has(delivery, 'canary-not-ready')) {
    return `waits for its pods (${readyOf(canary)})`;
  }
  const { steps, currentStepIndex, message } = delivery;
  const action = steps[currentStepIndex]?.action;
  switch (action?.kind) {
    case 'analysis':
      return action.templates.length > 0
        ? `is judged by its analysis (${enumerate(action.templates)})`
        : 'is judged by its analysis';
    case 'experiment':
      return `is tried in an experiment (${enumerate(action.templates)})`;
    case 'plugin':
    case 'unknown':
      return `is at its ${action.name} step`;
    default:
      return `is on its way${because(message)}`;
  }
}

function readyOf({ readyPods, desiredPods }: Revision): string {
  return `${readyPods} of ${desiredPods} ready`;
}
