import {
  seenOf,
  type Decision,
  type DecisionVerb,
  type Rollout,
  type RolloutSeen,
} from '@meshway/plugin-mesh-common';
import { VERB_NOUNS } from './verbNouns';

/** The brakes: what step the revision has reached is nothing to them. */
const BRAKES: DecisionVerb[] = ['abort', 'pause'];

/** They lead the newest revision on, so that it has not been stable or aborted when they were decided. */
const FORWARD: DecisionVerb[] = ['promote', 'promote-full'];

/**
 * Why a decision changes nothing: what is different from what its author saw, as a sentence.
 *
 * The API server gives one and the same answer whichever test of a patch fails, so this compares the Rollout as
 * it was read afterwards.
 *
 * @param refusal - why the plan for the Rollout as it is now does not allow it, if so
 */
export function whatChangedOfRollout(
  { verb, seen }: Pick<Decision, 'verb' | 'seen'>,
  rollout: Rollout | undefined,
  refusal?: string,
): string {
  return `The ${VERB_NOUNS[verb]} changed nothing. ${
    'podHash' in seen
      ? difference(verb, seen, rollout, refusal)
      : 'What was seen is no Rollout.'
  }`;
}

function difference(
  verb: DecisionVerb,
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
  const leads = FORWARD.includes(verb);
  if (leads && status.abort) return 'The update has been aborted since.';
  if (leads && status.stableRS === seen.podHash) {
    return 'The update is finished: this revision is stable already.';
  }
  if (!leads && refusal) return refusal;
  const brakes = BRAKES.includes(verb);
  return (
    (brakes ? undefined : moved(seen, rollout)) ??
    refusal ??
    (brakes ? undefined : weighed(seen, rollout)) ??
    `The Rollout changed while the ${VERB_NOUNS[verb]} was on its way.`
  );
}

/** Where the update stands now, when that is another place than was seen. */
function moved(seen: RolloutSeen, rollout: Rollout): string | undefined {
  const { spec } = rollout;
  const count = spec.strategy.canary?.steps.length ?? 0;
  const taken = count > 0 ? stepTaken(seen, rollout, count) : undefined;
  if (taken) return taken;
  const now = seenOf(rollout);
  // A blue-green Rollout has one pause and no steps.
  const place = count > 0 ? ` at step ${seen.stepIndex + 1} of ${count}` : '';
  if (seen.pauseStartedAt && !now?.pauseStartedAt) {
    return `The pause${place} has been ended already.`;
  }
  if (now?.pauseStartedAt !== seen.pauseStartedAt) {
    return `The Rollout has begun a new pause${place}.`;
  }
  return undefined;
}

function weighed(seen: RolloutSeen, rollout: Rollout): string | undefined {
  const now = seenOf(rollout);
  return now && now.weight !== seen.weight
    ? `The canary takes ${now.weight} % of the traffic now, you saw ${seen.weight} %.`
    : undefined;
}

function stepTaken(
  seen: RolloutSeen,
  { status }: Rollout,
  count: number,
): string | undefined {
  const index = status.currentStepIndex ?? 0;
  if (index === seen.stepIndex) return undefined;
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
  return `The update has started over and stands at ${place}.`;
}
