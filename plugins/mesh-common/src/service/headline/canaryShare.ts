import type { ArgoCanaryDelivery, Revision } from '../../model';
import { exactPercent, percent } from '../words';
import { has } from './has';
import { nameOf } from './nameOf';

/** What a canary takes of the traffic, as far as its destinations lead where they should. */
export function canaryShare(
  delivery: ArgoCanaryDelivery,
  revisions: Revision[],
  canary: Revision,
): string {
  const { written, desired } = delivery.weights;
  if (written === undefined) {
    if (has(delivery, 'route-missing')) {
      return `is to take ${exactPercent(desired)} of the traffic`;
    }
    return shareByPods(revisions, canary);
  }
  if (written >= 100) return 'takes all traffic';
  const takes = `takes ${exactPercent(written)} of the traffic`;
  const { phase, message, promotesFully } = delivery;
  if (
    Math.abs(written - desired) < 0.5 ||
    promotesFully ||
    message === 'manually paused' ||
    has(delivery, 'invalid-spec')
  ) {
    return takes;
  }
  return phase === 'Progressing'
    ? `${takes} on its way to ${exactPercent(desired)}`
    : `${takes} instead of ${exactPercent(desired)}`;
}

/** What the weights say while a destination leads elsewhere: then nobody takes what they say. */
export function astrayShare(
  { weights: { written, astray = [] } }: ArgoCanaryDelivery,
  revisions: Revision[],
): string | undefined {
  const [found] = astray;
  if (!found || written === undefined) return undefined;
  const says = `has a weight of ${exactPercent(written)}`;
  const where = whereTo(found.selects, revisions);
  return found.role === 'canary'
    ? `${says}, which leads to ${where}`
    : `${says}, but that of stable leads to ${where}`;
}

function whereTo(selects: string | undefined, revisions: Revision[]): string {
  if (selects === undefined) return 'the pods of all revisions';
  const revision = revisions.find(({ hash }) => hash === selects);
  return revision ? nameOf(revision, revisions) : `revision ${selects}`;
}

/** What an aborted canary still takes; undefined for nothing. */
export function leftAfterAbort(
  delivery: ArgoCanaryDelivery,
  revisions: Revision[],
  canary: Revision,
  stable: Revision,
): string | undefined {
  const { written, astray = [] } = delivery.weights;
  if (written === undefined) {
    return has(delivery, 'route-missing') || canary.readyPods === 0
      ? undefined
      : shareByPods(revisions, canary);
  }
  // The controller leads the canary's Service to stable, too, before it takes the weight away.
  const isBack = astray.some(
    ({ role, selects }) => role === 'canary' && selects === stable.hash,
  );
  return written > 0 && !isBack
    ? `takes ${exactPercent(written)} of the traffic`
    : undefined;
}

/** Without traffic routing each pod gets the same. */
function shareByPods(revisions: Revision[], canary: Revision): string {
  const all = revisions.reduce((sum, { readyPods }) => sum + readyPods, 0);
  return all > 0
    ? `takes about ${percent(
        (100 * canary.readyPods) / all,
      )} of the traffic by its pods`
    : 'takes no traffic';
}
