import {
  seenOf,
  type Rollout,
  type RolloutSeen,
} from '@meshway/plugin-mesh-common';

/**
 * Why a promote changes nothing: what is different from what its author saw, as a sentence.
 *
 * The API server gives one and the same answer whichever test of a patch fails, so this compares the Rollout as
 * it was read afterwards.
 *
 * @param refusal - why the plan for the Rollout as it is now allows no promote, if it allows none
 */
export function whatChanged(
  seen: RolloutSeen,
  rollout: Rollout | undefined,
  refusal?: string,
): string {
  return `The promote changed nothing. ${difference(seen, rollout, refusal)}`;
}

function difference(
  seen: RolloutSeen,
  rollout: Rollout | undefined,
  refusal: string | undefined,
): string {
  if (!rollout) return 'The Rollout does not exist any more.';
  const { status, spec, unreadable } = rollout;
  if (unreadable?.length) {
    return `The Rollout cannot be read: ${unreadable[0]}`;
  }
  if (status.currentPodHash !== seen.podHash) {
    const image = spec.template?.spec?.containers[0]?.image;
    return image
      ? `Another revision has taken the place of the one you saw: ${image}.`
      : 'Another revision has taken the place of the one you saw.';
  }
  if (status.abort) return 'The update has been aborted since.';
  if (status.stableRS === seen.podHash) {
    return 'The update is finished: this revision is stable already.';
  }
  const count = spec.strategy.canary?.steps.length ?? 0;
  const moved = count > 0 ? stepTaken(seen, rollout, count) : undefined;
  if (moved) return moved;
  const now = seenOf(rollout);
  // A blue-green Rollout has one pause and no steps.
  const place = count > 0 ? ` at step ${seen.stepIndex + 1} of ${count}` : '';
  if (!now?.pauseStartedAt) return `The pause${place} has been ended already.`;
  if (now.pauseStartedAt !== seen.pauseStartedAt) {
    return `The Rollout has begun a new pause${place}.`;
  }
  if (refusal) return refusal;
  if (now.weight !== seen.weight) {
    return `The canary takes ${now.weight} % of the traffic now, you saw ${seen.weight} %.`;
  }
  return 'The Rollout changed while the promote was on its way.';
}

function stepTaken(
  seen: RolloutSeen,
  { status }: Rollout,
  count: number,
): string | undefined {
  const index = status.currentStepIndex ?? 0;
  const place = `step ${index + 1} of ${count}`;
  if (index >= count) {
    return `The update has gone on from step ${
      seen.stepIndex + 1
    } and has done all ${count} steps.`;
  }
  if (index > seen.stepIndex) {
    return `The update has gone on from step ${
      seen.stepIndex + 1
    } to ${place}.`;
  }
  return index < seen.stepIndex
    ? `The update has started over and stands at ${place}.`
    : undefined;
}
