import {
  seenOf,
  type DecisionVerb,
  type Rollout,
  type RolloutSeen,
} from '@meshway/plugin-mesh-common';

/**
 * One write to a Rollout that its controller does not make by itself.
 */
export interface ExternalChange {
  rollout: string;
  kind: DecisionVerb | 'release';
  /** What could be seen right before it. */
  seen: RolloutSeen | undefined;
}

/** What somebody else than the controller did, told from the states that one Rollout had one after the other. */
export function externalChanges(states: readonly Rollout[]): ExternalChange[] {
  return states.slice(1).flatMap((after, index) => {
    const before = states[index];
    return kindsOf(before, after).map(kind => ({
      rollout: after.metadata.name,
      kind,
      seen: seenOf(before),
    }));
  });
}

function kindsOf(before: Rollout, after: Rollout): ExternalChange['kind'][] {
  const { spec: was, status: old } = before;
  const { spec: is, status: now } = after;
  const kinds: ExternalChange['kind'][] = [];
  const image = ({ template }: Rollout['spec']) => JSON.stringify(template);
  if (image(was) !== image(is)) kinds.push('release');
  if (!was.paused && is.paused) kinds.push('pause');
  if (was.paused && !is.paused) kinds.push('resume');
  if (was.restartAt !== is.restartAt) kinds.push('restart');
  // The controller aborts only for an analysis or a deadline, and there are none.
  if (!old.abort && now.abort) kinds.push('abort');
  // With another revision it is the controller that forgets the abort.
  if (old.abort && !now.abort && sameRevision(before, after)) {
    kinds.push('retry');
  }
  if (!old.promoteFull && now.promoteFull) kinds.push('promote-full');
  if (endsPause(before, after)) kinds.push('promote');
  return kinds;
}

/** Where the controller itself lets go of a pause, it takes `controllerPause` back in the same write. */
function endsPause(before: Rollout, after: Rollout): boolean {
  return (
    (before.status.pauseConditions?.length ?? 0) > 0 &&
    !after.status.pauseConditions?.length &&
    after.status.controllerPause === true &&
    before.status.currentStepIndex === after.status.currentStepIndex &&
    sameRevision(before, after)
  );
}

/**
 * Pauses that a revision has left though nobody promoted it there, in words.
 */
export function skippedPauses(states: readonly Rollout[]): string[] {
  const skipped: string[] = [];
  let promoted = new Set<number>();
  states.slice(1).forEach((after, index) => {
    const before = states[index];
    if (!sameRevision(before, after)) promoted = new Set();
    if (endsPause(before, after)) {
      promoted.add(before.status.currentStepIndex ?? 0);
    }
    const [from, to] = [before, after].map(
      ({ status }) => status.currentStepIndex ?? 0,
    );
    const isExcused = after.status.promoteFull || before.status.promoteFull;
    if (!sameRevision(before, after) || isExcused || isBack(after)) return;
    for (let step = from; step < to; step++) {
      const { pause } = after.spec.strategy.canary?.steps?.[step] ?? {};
      if (pause && !promoted.has(step)) {
        skipped.push(`${after.metadata.name} left step ${step + 1} by itself`);
      }
    }
    // A retry begins at the first step.
    if (to < from) promoted = new Set();
  });
  return skipped;
}

/** A revision that is stable already has no steps to go. */
function isBack({ status }: Rollout): boolean {
  return status.currentPodHash === status.stableRS;
}

function sameRevision(before: Rollout, after: Rollout): boolean {
  return before.status.currentPodHash === after.status.currentPodHash;
}
