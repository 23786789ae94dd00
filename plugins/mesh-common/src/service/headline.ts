import type {
  ArgoCanaryDelivery,
  NoDelivery,
  Revision,
  ServiceView,
  Signals,
} from '../model';
import { clockTime, exactPercent, percent } from './words';

/** One sentence of truth: what runs, what it waits for, how it does. */
export function headlineOf(
  view: Pick<ServiceView, 'delivery' | 'revisions' | 'signals' | 'freshness'>,
): string {
  const { delivery, revisions, signals, freshness } = view;
  const canary = revisions.find(revision => revision.role === 'canary');
  const stable = revisions.find(revision => revision.role === 'stable');
  const sentences =
    delivery.engine === 'none'
      ? [unmanaged(delivery, revisions), errorsOf(signals)]
      : [
          canaryState(delivery, canary, stable),
          canary && stable && !delivery.aborted
            ? comparison(canary.signals, stable.signals)
            : errorsOf(signals),
        ];
  const text = sentences.filter(sentence => sentence !== '').join(' ');
  return freshness.cluster.state === 'stale'
    ? `As last heard at ${clockTime(freshness.cluster.heardAt)}: ${text}`
    : text;
}

function canaryState(
  delivery: ArgoCanaryDelivery,
  canary: Revision | undefined,
  stable: Revision | undefined,
): string {
  const { phase, message, aborted, steps, currentStepIndex } = delivery;
  const old = stable ? `\`${stable.version}\`` : 'The stable revision';
  if (!canary) {
    if (!stable) return `No revision runs yet${because(message)}.`;
    return phase === 'Healthy'
      ? `${old} is stable and takes all traffic.`
      : `${old} is stable and takes all traffic; the Rollout is ${phase.toLowerCase()}${because(
          message,
        )}.`;
  }
  if (!stable) {
    return `\`${canary.version}\` is the first revision ${doing(delivery)}.`;
  }
  const name = `Canary \`${canary.version}\``;
  if (aborted) {
    const left = delivery.weights.written ?? 0;
    const why = abortReason(message);
    const end = `${name} was aborted${why && ` (${shortened(why)})`}`;
    return left > 0
      ? `${end} and still takes ${exactPercent(left)} of the traffic.`
      : `${end}; ${old} takes all traffic.`;
  }
  const at =
    currentStepIndex < steps.length
      ? ` (step ${currentStepIndex + 1} of ${steps.length})`
      : '';
  return `${name} ${shareOf(delivery)}${at} ${doing(delivery)}.`;
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
  const { phase, message, pause, plans } = delivery;
  const step = delivery.steps[delivery.currentStepIndex];
  switch (phase) {
    case 'Paused':
      if (pause?.endsAt) return `and pauses until ${clockTime(pause.endsAt)}`;
      if (plans.promote.allowed) return 'and waits for a decision';
      return message === 'manually paused'
        ? 'and is paused by hand'
        : `and waits for a decision${because(message)}`;
    case 'Degraded':
      return `and is degraded${because(message)}`;
    case 'Progressing':
      return step?.action.kind === 'other'
        ? `and is at its ${step.action.name} step`
        : `and is on its way${because(message)}`;
    default:
      return 'and is healthy';
  }
}

/** `RolloutAborted: Rollout aborted update to revision 4: <why>`; without a why a person aborted. */
function abortReason(message: string): string {
  return (
    /^RolloutAborted: Rollout aborted update to revision \d+: (.+)$/s.exec(
      message,
    )?.[1] ?? ''
  );
}

function because(message: string): string {
  const line = shortened(message);
  return line && `: ${line}`;
}

function shortened(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

function unmanaged(delivery: NoDelivery, revisions: Revision[]): string {
  const running = revisions
    .filter(revision => revision.role !== 'old')
    .sort((a, b) => a.version.localeCompare(b.version, 'en'));
  if (running.length === 0) return delivery.reason;
  const names = running.map(
    r => `\`${r.version}\` (${r.readyPods} of ${r.desiredPods} pods ready)`,
  );
  const list =
    names.length === 1
      ? names[0]
      : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${list} ${names.length === 1 ? 'serves' : 'serve'} all requests. ${
    delivery.reason
  }`;
}

function comparison(
  canary: Signals | undefined,
  stable: Signals | undefined,
): string {
  if (canary?.errorShare === undefined) return '';
  const own = percent(100 * canary.errorShare);
  return stable?.errorShare === undefined
    ? `Errors ${own} on the canary.`
    : `Errors ${own} against ${percent(100 * stable.errorShare)} on stable.`;
}

function errorsOf(signals: Signals | undefined): string {
  return signals?.errorShare === undefined
    ? ''
    : `Errors ${percent(100 * signals.errorShare)}.`;
}
