import type { Rollout } from '../../kubernetes';
import type {
  MeasuredWeight,
  Revision,
  RouteWeight,
  Weights,
} from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { exactPercent } from '../../service/words';
import { wilson } from '../../traffic/wilson';
import { pauseOf } from './pause';
import { isFullyPromoted, isInvalid } from './phase';
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
  const written = writtenWeights(rollout, objects.virtualServices);
  const measured = isFullyPromoted(rollout)
    ? undefined
    : measuredWeight(revisions, isSettled(rollout, revisions, now));
  return {
    desired,
    written: written[0]?.percent,
    routes: written.map(({ where, percent }) => ({ where, percent })),
    measured,
    drift: [
      ...(isInvalid(rollout)
        ? []
        : written.flatMap(route => routeDrift(route, desired))),
      ...subsetDrift(rollout, objects).map(({ sentence }) => sentence),
      ...measuredDrift(measured, written[0]?.ofBoth),
    ],
  };
}

function routeDrift(
  { where, percent }: RouteWeight,
  desired: number,
): string[] {
  return Math.abs(percent - desired) < 0.5
    ? []
    : [
        `${where} gives the canary ${exactPercent(
          percent,
        )}, the step asks for ${exactPercent(desired)}.`,
      ];
}

/** Only what sampling cannot explain: what is written lies outside the interval of what was measured. */
function measuredDrift(
  measured: MeasuredWeight | undefined,
  written: number | undefined,
): string[] {
  if (!measured?.settled || written === undefined) return [];
  const { requests, percent, low, high } = measured;
  if (written >= low && written <= high) return [];
  return [
    `Of ${Math.round(requests)} requests ${exactPercent(
      percent,
    )} went to the canary (95 % interval ${exactPercent(low)} to ${exactPercent(
      high,
    )}), ${exactPercent(written)} is written.`,
  ];
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
