import type { Rollout, VirtualService } from '../../kubernetes';
import type {
  DeliveryStep,
  JsonPatchOperation,
  Plan,
  RolloutSeen,
} from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { clockTime, exactPercent, seconds } from '../../service/words';
import { isCanaryPause, pauseOf } from './pause';
import { isFullyPromoted, isObserved, isUnpausing, phaseOf } from './phase';
import { seenOf } from './seen';
import { currentIndexOf, desiredWeight, stepsOf } from './steps';
import { writtenWeights } from './writtenWeights';

/**
 * What promoting by one step would do now: end the pause at which the Rollout waits.
 *
 * Given the routes in `objects`, the plan also says when they do not have the weight of this step yet.
 *
 * The patch clears `status.pauseConditions`, as `kubectl argo rollouts promote` does, but only if the
 * Rollout still stands at that very pause: cleared twice, the next pause would be skipped.
 *
 * @public
 */
export function planPromote(
  rollout: Rollout,
  objects: Partial<ServiceObjects> | undefined,
  now: Date,
): Plan<RolloutSeen> {
  const refusal = refusalOf(rollout);
  if (refusal) return { allowed: false, verb: 'promote', reason: refusal };
  const seen = seenOf(rollout);
  const steps = stepsOf(rollout);
  const index = currentIndexOf(rollout);
  if (!seen || steps[index]?.action.kind !== 'pause') {
    return {
      allowed: false,
      verb: 'promote',
      reason:
        'The status of the Rollout does not fit its steps: the pause it waits at cannot be told.',
    };
  }
  const next = nextOf(rollout, steps, index);
  return {
    allowed: true,
    verb: 'promote',
    seen,
    consequences: [
      endOfPause(rollout, index, steps.length, now),
      ...lag(rollout, objects?.virtualServices ?? []),
      ...next.sentences,
      "Only the Rollout's status changes: its manifest in Git stays as it is.",
    ],
    nextWeight: next.weight,
    skips: { pauses: 0, analyses: 0 },
    undo: {
      possible: true,
      how: 'An abort gives all traffic back to the stable version.',
    },
    changesSpec: false,
    warnings: [],
    patches: [
      {
        target: {
          kind: 'Rollout',
          namespace: rollout.metadata.namespace ?? '',
          name: rollout.metadata.name,
        },
        subresource: 'status',
        operations: guardedPatch(rollout, seen),
      },
    ],
  };
}

/** Why a promote would do nothing, or something else than it says. */
function refusalOf(rollout: Rollout): string | undefined {
  const { spec, status, unreadable } = rollout;
  if (unreadable?.length) {
    return `The Rollout cannot be read: ${unreadable[0]}`;
  }
  if (!spec.strategy.canary) {
    return 'Only a canary can be promoted step by step, and this Rollout is none.';
  }
  if (!isObserved(rollout)) {
    return 'The controller has not yet seen the newest change of this Rollout. Wait until it has.';
  }
  if (isUnpausing(rollout)) {
    return 'The pause has just been ended and the controller has not reacted yet.';
  }
  if (status.abort) {
    return 'The update was aborted: a promote would do nothing. Ship a new version, or retry this one.';
  }
  if (isFullyPromoted(rollout)) {
    return 'The newest version is stable already: nothing is left to promote.';
  }
  const { phase, message } = phaseOf(rollout);
  if (phase === 'Degraded') {
    return `The Rollout is degraded (${message}): mend that first.`;
  }
  // Cleared while spec.paused stands, the pause starts anew as soon as spec.paused goes.
  if (spec.paused) {
    return 'The Rollout is paused by hand (spec.paused): a promote would be lost. Take spec.paused away first.';
  }
  if (status.promoteFull) {
    return 'A full promote is under way.';
  }
  const inconclusive = status.pauseConditions?.find(({ reason }) =>
    reason.startsWith('Inconclusive'),
  );
  if (inconclusive) {
    return `The Rollout is held by an inconclusive analysis (${inconclusive.reason}): ending the pause would only start another one.`;
  }
  if (!isCanaryPause(rollout)) {
    return `The Rollout is not at a pause${message ? ` (${message})` : ''}.`;
  }
  return undefined;
}

function endOfPause(
  rollout: Rollout,
  index: number,
  count: number,
  now: Date,
): string {
  const pause = `the pause at step ${index + 1} of ${count}`;
  const endsAt = pauseOf(rollout)?.endsAt;
  if (!endsAt) return `Ends ${pause}.`;
  return Date.parse(endsAt) > now.getTime()
    ? `Ends ${pause} now; by itself it would end at ${clockTime(endsAt)}.`
    : `Ends ${pause}, which is due to end by itself.`;
}

/** A promote goes on even when this step's weight never took effect: nobody has seen it bear that load. */
function lag(rollout: Rollout, virtualServices: VirtualService[]): string[] {
  const desired = desiredWeight(rollout);
  return writtenWeights(rollout, virtualServices)
    .filter(({ percent }) => percent < desired - 0.5)
    .map(
      ({ where, percent }) =>
        `${where} gives the canary only ${exactPercent(
          percent,
        )} so far, not the ${exactPercent(desired)} of this step.`,
    );
}

/** What happens from the end of this pause to the next point of rest. */
function nextOf(
  rollout: Rollout,
  steps: DeliveryStep[],
  index: number,
): { sentences: string[]; weight?: number } {
  const sentences: string[] = [];
  let weight: number | undefined;
  for (const step of steps.slice(index + 1)) {
    if (step.action.kind === 'setWeight') {
      const when = sentences.length === 0 ? 'Next' : 'Then';
      weight = step.action.weight;
      sentences.push(`${when} the canary gets ${weight} % of the traffic.`);
    } else if (step.action.kind !== 'pause') {
      const when = sentences.length === 0 ? 'Next' : 'Then';
      sentences.push(
        `${when} comes ${placeOf(step, steps)}: ${step.action.kind}.`,
      );
    } else {
      if (weight === undefined) {
        sentences.push(
          `The canary keeps ${desiredWeight(rollout)} % of the traffic.`,
        );
      }
      sentences.push(stopAt(step, steps));
      return { sentences, weight };
    }
  }
  sentences.push(
    `${
      sentences.length === 0 ? 'Next' : 'After that'
    } the canary gets all traffic and becomes stable.`,
  );
  return { sentences, weight: 100 };
}

/** Whether anyone will be asked again is the most important thing to know before a promote. */
function stopAt(stop: DeliveryStep, steps: DeliveryStep[]): string {
  const place = placeOf(stop, steps);
  const duration = pauseOfStep(stop);
  if (duration === undefined) {
    return `After that the Rollout waits again for a decision at ${place}.`;
  }
  const asksAgain = steps
    .slice(stop.index + 1)
    .some(
      step => step.action.kind === 'pause' && pauseOfStep(step) === undefined,
    );
  const end = asksAgain ? '' : ' until the canary has all traffic';
  return `After that the Rollout pauses for ${seconds(
    duration,
  )} at ${place} and goes on by itself${end}.`;
}

function pauseOfStep({ action }: DeliveryStep): number | undefined {
  return action.kind === 'pause' ? action.durationSeconds : undefined;
}

function placeOf(step: DeliveryStep, steps: DeliveryStep[]): string {
  return `step ${step.index + 1} of ${steps.length}`;
}

/**
 * The API server applies all or nothing. Besides what was seen, the generation is tested: between the
 * read and the patch someone may have set `spec.paused` or another image, which the status does not
 * show yet.
 */
function guardedPatch(
  rollout: Rollout,
  seen: RolloutSeen,
): JsonPatchOperation[] {
  const tests: JsonPatchOperation[] = [
    { op: 'test', path: '/status/currentPodHash', value: seen.podHash },
    { op: 'test', path: '/status/currentStepIndex', value: seen.stepIndex },
    {
      op: 'test',
      path: '/status/pauseConditions/0/reason',
      value: 'CanaryPauseStep',
    },
    {
      op: 'test',
      path: '/status/pauseConditions/0/startTime',
      value: seen.pauseStartedAt,
    },
  ];
  const written = rollout.status.canary?.weights?.canary?.weight;
  if (written !== undefined) {
    tests.push({
      op: 'test',
      path: '/status/canary/weights/canary/weight',
      value: written,
    });
  }
  const { generation } = rollout.metadata;
  if (generation !== undefined) {
    tests.push({ op: 'test', path: '/metadata/generation', value: generation });
  }
  return [...tests, { op: 'remove', path: '/status/pauseConditions' }];
}
