import type { Rollout } from '../../kubernetes';
import type { Revision, RouteWeight, Weights } from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { exactPercent } from '../../service/words';
import {
  measuredDrift,
  measuredWeight,
  SETTLING_SECONDS,
} from '../measuredWeight';
import { pauseOf } from './pause';
import { isFullyPromoted, isInvalid } from './phase';
import { currentIndexOf, desiredWeight, stepsOf } from './steps';
import { astrayDestinations, subsetDrift } from './subsetDrift';
import { writtenWeights } from './writtenWeights';

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
    : measuredWeight(
        requestsTo('canary', revisions),
        requestsTo('stable', revisions),
        isSettled(rollout, revisions, now),
      );
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

function requestsTo(
  role: Revision['role'],
  revisions: Revision[],
): number | undefined {
  return revisions.find(revision => revision.role === role)?.signals?.requests;
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
