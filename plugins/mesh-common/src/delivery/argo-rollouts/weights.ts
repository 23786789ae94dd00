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
import { currentIndexOf, desiredWeight, stepsOf } from './steps';
import { astrayDestinations, subsetDrift } from './subsetDrift';
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
  const astray = astrayDestinations(rollout, objects);
  const measured = isFullyPromoted(rollout)
    ? undefined
    : measuredWeight(revisions, isSettled(rollout, revisions, now));
  return {
    desired,
    written: written[0]?.percent,
    routes: written.map(({ where, percent }) => ({ where, percent })),
    measured,
    ...(astray.length > 0 && { astray }),
    drift: [
      ...(isInvalid(rollout) || isEnding(rollout, now)
        ? []
        : written.flatMap(route => routeDrift(rollout, route, desired))),
      ...subsetDrift(rollout, objects).map(({ sentence }) => sentence),
      ...measuredDrift(measured, written[0]?.ofBoth),
    ],
  };
}

/**
 * Whether an update has just ended. After an abort the controller takes some seconds to write the weights back
 * (measured: 8 s after a failed background analysis), and it may call a full promote Healthy before it does.
 */
function isEnding(rollout: Rollout, now: Date): boolean {
  const { abort, abortedAt, conditions } = rollout.status;
  // An abort without a time has not been heard: that is another complaint.
  if (abort && !abortedAt) return true;
  const completed = conditions?.find(
    ({ type, status }) => type === 'Completed' && status === 'True',
  );
  const endedAt = abort
    ? abortedAt
    : isFullyPromoted(rollout) && completed?.lastTransitionTime;
  return (
    typeof endedAt === 'string' &&
    now.getTime() - Date.parse(endedAt) < SETTLING_SECONDS * 1000
  );
}

function routeDrift(
  rollout: Rollout,
  { where, percent }: RouteWeight,
  desired: number,
): string[] {
  const isAtStep =
    !rollout.status.abort && currentIndexOf(rollout) < stepsOf(rollout).length;
  const asks = isAtStep ? 'the step asks for' : 'but it is to get';
  return Math.abs(percent - desired) < 0.5
    ? []
    : [
        `${where} gives the canary ${exactPercent(
          percent,
        )}, ${asks} ${exactPercent(desired)}.`,
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
