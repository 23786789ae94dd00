import type { Rollout } from '../../kubernetes';
import type { MeasuredWeight, Revision, Weights } from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { exactPercent } from '../../service/words';
import { wilson } from '../../traffic/wilson';
import { pauseOf } from './pause';
import { isFullyPromoted } from './phase';
import { desiredWeight } from './steps';
import { subsetDrift } from './subsetDrift';
import { writtenWeights } from './writtenWeights';

/** Proxies take routes over, and Prometheus scrapes, some seconds after the weight is written. */
const SETTLING_SECONDS = 30;

/** The canary's share of the traffic: asked for, written, measured. */
export function weightsOf(
  rollout: Rollout,
  objects: ServiceObjects,
  revisions: Revision[],
  now: Date,
): Weights {
  const desired = desiredWeight(rollout);
  const routes = writtenWeights(rollout, objects.virtualServices);
  const written = routes[0]?.percent;
  const underWay = !isFullyPromoted(rollout);
  const measured = underWay
    ? measuredWeight(revisions, isSettled(rollout, revisions, now))
    : undefined;

  const drift: string[] = [];
  for (const { where, percent } of routes) {
    if (Math.abs(percent - desired) >= 0.5) {
      drift.push(
        `${where} gives the canary ${exactPercent(
          percent,
        )}, the step asks for ${exactPercent(desired)}.`,
      );
    }
  }
  if (underWay && !rollout.status.abort) {
    drift.push(...subsetDrift(rollout, objects.destinationRules));
  }
  if (
    written !== undefined &&
    measured?.settled &&
    (written < measured.low || written > measured.high)
  ) {
    drift.push(
      `Of ${Math.round(measured.requests)} requests ${exactPercent(
        measured.percent,
      )} went to the canary (95 % interval ${exactPercent(
        measured.low,
      )} to ${exactPercent(measured.high)}), ${exactPercent(
        written,
      )} is written.`,
    );
  }
  return { desired, written, routes, measured, drift };
}

function measuredWeight(
  revisions: Revision[],
  settled: boolean,
): MeasuredWeight | undefined {
  const count = (role: Revision['role']) =>
    revisions.find(revision => revision.role === role)?.signals?.requests;
  const canary = count('canary');
  const stable = count('stable');
  if (canary === undefined || stable === undefined) return undefined;
  const requests = canary + stable;
  if (!(requests > 0)) return undefined;
  return {
    percent: (100 * canary) / requests,
    requests,
    ...wilson(canary, requests),
    settled,
  };
}

/**
 * Whether the whole window lies in this pause. Before that it still holds requests that were sent by
 * the weights of an earlier step, which is no drift.
 */
function isSettled(
  rollout: Rollout,
  revisions: Revision[],
  now: Date,
): boolean {
  const pause = pauseOf(rollout);
  const window = revisions.find(r => r.signals)?.signals?.windowSeconds ?? 0;
  return (
    pause !== undefined &&
    now.getTime() - Date.parse(pause.startedAt) >=
      (window + SETTLING_SECONDS) * 1000
  );
}
