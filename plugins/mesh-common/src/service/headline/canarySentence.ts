import type { ArgoCanaryDelivery, Revision } from '../../model';
import { clockTime, enumerate, exactPercent } from '../words';
import { abortReason, because } from './because';

/** What a canary takes, where it stands and what it waits for. */
export function canarySentence(
  delivery: ArgoCanaryDelivery,
  revisions: Revision[],
): string {
  const canary = revisions.find(({ role }) => role === 'canary');
  const stable = revisions.find(({ role }) => role === 'stable');
  if (!canary) return withoutCanary(delivery, stable);
  if (!stable) {
    return `\`${canary.version}\` is the first revision ${doing(delivery)}.`;
  }
  const name = `Canary \`${canary.version}\``;
  if (delivery.aborted) return aborted(delivery, name, stable);
  const { steps, currentStepIndex } = delivery;
  const at =
    currentStepIndex < steps.length && !delivery.promotesFully
      ? ` (step ${currentStepIndex + 1} of ${steps.length})`
      : '';
  return `${name} ${shareOf(delivery)}${at} ${doing(delivery)}.`;
}

function withoutCanary(
  { phase, message }: ArgoCanaryDelivery,
  stable: Revision | undefined,
): string {
  if (!stable) return `No revision runs yet${because(message)}.`;
  const name = `\`${stable.version}\``;
  return phase === 'Healthy'
    ? `${name} is stable and takes all traffic.`
    : `${name} is stable and takes all traffic; the Rollout is ${phase.toLowerCase()}${because(
        message,
      )}.`;
}

function aborted(
  { weights, message }: ArgoCanaryDelivery,
  name: string,
  stable: Revision,
): string {
  const left = weights.written ?? 0;
  const end = `${name} was aborted${abortReason(message)}`;
  return left > 0
    ? `${end} and still takes ${exactPercent(left)} of the traffic.`
    : `${end}; \`${stable.version}\` takes all traffic.`;
}

function shareOf({ weights }: ArgoCanaryDelivery): string {
  const { written, desired } = weights;
  if (written === undefined) {
    return `is to take ${exactPercent(desired)} of the traffic`;
  }
  return written >= 100
    ? 'takes all traffic'
    : `takes ${exactPercent(written)} of the traffic`;
}

function doing(delivery: ArgoCanaryDelivery): string {
  const { phase, message, pause, holds, promotesFully } = delivery;
  if (promotesFully && phase !== 'Degraded') {
    return `and is promoted fully, past all pauses and analyses${because(
      message,
    )}`;
  }
  switch (phase) {
    case 'Paused':
      if (pause?.endsAt) return `and pauses until ${clockTime(pause.endsAt)}`;
      if (message === 'manually paused') return 'and is paused by hand';
      return holds.some(({ code }) => code === 'analysis-inconclusive')
        ? 'and waits for a decision: its analysis is inconclusive'
        : 'and waits for a decision';
    case 'Degraded':
      return `and is degraded${because(message)}`;
    case 'Progressing':
      return `and ${moving(delivery)}`;
    default:
      return 'and is healthy';
  }
}

function moving({
  steps,
  currentStepIndex,
  message,
}: ArgoCanaryDelivery): string {
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
