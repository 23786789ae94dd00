import { changed } from '../../__fixtures__/changed';
import { applyJsonPatch } from '../../__fixtures__/jsonPatch';
import {
  rawRollout,
  recordedAt,
  recordedForPlans as recorded,
} from '../../__fixtures__/recordedStates';
import type { Rollout } from '../../kubernetes';
import type { Plan, RolloutSeen } from '../../model';
import { planDecision, type RolloutVerb } from './planDecision';
import { seenOf } from './seen';
import { settleRollout } from './settleRollout';

const NOW = new Date('2026-11-20T20:00:00Z');

function plan(verb: RolloutVerb, rollout: Rollout): Plan<RolloutSeen> {
  return planDecision({ verb, rollout, now: NOW });
}

function allowed(verb: RolloutVerb, rollout: Rollout) {
  const made = plan(verb, rollout);
  if (!made.allowed) throw new Error(made.reason);
  return made;
}

/** What `kubectl argo rollouts` gets wrong, or leaves to its user to know. */
describe('sharp edges', () => {
  it('1: a second promote does not skip the step that the first one led to', () => {
    const waiting = rawRollout('paused-step1-weight20');
    const promote = allowed(
      'promote',
      recorded('paused-step1-weight20').rollout,
    ).patches[0];
    const promoted = applyJsonPatch(waiting, promote.operations)!;
    expect(promoted.status.currentStepIndex).toBe(1);
    // Before the controller has reacted, and when it works on the next step: kubectl adds 1 to the index in both.
    expect(applyJsonPatch(promoted, promote.operations)).toBeUndefined();
    const moved = structuredClone(promoted);
    moved.status.currentStepIndex = 2;
    delete moved.status.controllerPause;
    expect(applyJsonPatch(moved, promote.operations)).toBeUndefined();
    expect(plan('promote', recorded('analysis-running-step6').rollout)).toEqual(
      {
        allowed: false,
        verb: 'promote',
        reason:
          'The Rollout is not at a pause but at step 7 of 7, analysis (more replicas need to be updated): a promote would skip that step. Wait until it is done.',
      },
    );
  });

  it('2: after a pause by hand, resume does not skip the current step and promote is refused', () => {
    const { rollout } = recorded('manually-paused-mid-weight');
    expect(plan('promote', rollout)).toEqual({
      allowed: false,
      verb: 'promote',
      reason:
        'The Rollout is paused by hand (spec.paused): a promote would be lost. Resume it first.',
    });
    const resume = allowed('resume', rollout).patches[0];
    const resumed = applyJsonPatch(
      rawRollout('manually-paused-mid-weight'),
      resume.operations,
    )!;
    expect(resumed.spec.paused).toBe(false);
    expect(resumed.status).toEqual(
      rawRollout('manually-paused-mid-weight').status,
    );
    expect(resume.subresource).toBeUndefined();
  });

  it('3: a full promote right after a change of the image is refused until the controller has seen it', () => {
    const { rollout } = recorded('spec-not-observed');
    expect(plan('promote-full', rollout)).toEqual({
      allowed: false,
      verb: 'promote-full',
      reason:
        'The controller has not yet seen the newest change of this Rollout. Wait until it has.',
    });
    // Shipped between the read and the patch, it fails the test of the generation.
    const full = allowed(
      'promote-full',
      recorded('paused-step1-weight20').rollout,
    );
    const shipped = rawRollout('paused-step1-weight20');
    shipped.metadata.generation += 1;
    expect(applyJsonPatch(shipped, full.patches[0].operations)).toBeUndefined();
  });

  it('3: the same for a template that a workloadRef leads to', () => {
    const rollout = changed('workload-ref-paused', {
      metadata: {
        annotations: { 'rollout.argoproj.io/workload-generation': '99' },
      },
    });
    expect(plan('promote-full', rollout)).toMatchObject({ allowed: false });
  });

  it('4: a promote that the controller missed is not taken for done', () => {
    const { rollout } = recorded('promote-not-heard');
    const seen: RolloutSeen = {
      ...seenOf(rollout)!,
      pauseStartedAt: recordedAt('promote-not-heard').toISOString(),
    };
    expect(settleRollout({ verb: 'promote', seen, rollout })).toEqual({
      state: 'open',
      patch: 'visible',
    });
    const lost = recorded('paused-step1-weight20').rollout;
    expect(
      settleRollout({ verb: 'promote', seen: seenOf(lost)!, rollout: lost }),
    ).toEqual({ state: 'open', patch: 'absent' });
  });

  it('5: an abort during a full promote is refused, since the controller ignores it', () => {
    expect(
      plan('abort', recorded('promote-full-in-flight-subset-level').rollout),
    ).toEqual({
      allowed: false,
      verb: 'abort',
      reason:
        'A full promote is under way: the controller takes an abort away and goes on promoting. Roll back instead.',
    });
    const { undo } = allowed(
      'promote-full',
      recorded('paused-step1-weight20').rollout,
    );
    expect(undo).toEqual({
      possible: false,
      how: 'From now on the controller takes an abort away and goes on promoting. Only a roll back leads to the earlier version again.',
    });
  });

  it('6: a full promote of an aborted update is refused, since it ships what failed', () => {
    const reason =
      'The update was aborted: a full promote would ship the very version that was aborted, without any analysis. Retry it to go through the steps, or ship a new version.';
    for (const state of ['analysis-failed-aborted', 'abort-not-heard']) {
      expect(plan('promote-full', recorded(state).rollout)).toEqual({
        allowed: false,
        verb: 'promote-full',
        reason,
      });
    }
    // Aborted between the read and the patch.
    const full = allowed(
      'promote-full',
      recorded('paused-step1-weight20').rollout,
    );
    const aborted = rawRollout('paused-step1-weight20');
    aborted.status.abort = true;
    expect(applyJsonPatch(aborted, full.patches[0].operations)).toBeUndefined();
  });

  it.each([
    'analysis-failed-aborted',
    'background-analysis-failed',
    'bluegreen-pre-promotion-analysis-failed',
    'bluegreen-post-promotion-analysis-failed',
    'experiment-failed',
  ])('7: a retry of %s warns that it may abort again at once', state => {
    expect(allowed('retry', recorded(state).rollout).warnings).toEqual([
      'A failed analysis aborted the update. It judges the same version again, and may abort it again at once: mend the cause first.',
    ]);
  });

  it.each(['aborted-settled', 'bluegreen-aborted', 'progress-deadline-abort'])(
    '7: a retry of %s does not, because no analysis aborted it',
    state => {
      expect(allowed('retry', recorded(state).rollout).warnings).toEqual([]);
    },
  );

  it('8: an inconclusive analysis of a step is passed over, in one request', () => {
    const { patches, skips } = allowed(
      'promote',
      recorded('analysis-inconclusive-paused').rollout,
    );
    expect(skips).toEqual({ pauses: 0, analyses: 1 });
    const before = rawRollout('analysis-inconclusive-paused');
    const after = applyJsonPatch(before, patches[0].operations)!;
    expect(patches).toHaveLength(1);
    expect(after.status.currentStepIndex).toBe(7);
    // Left true, the controller would take the pause that comes next for ended.
    expect(after.status.controllerPause).toBe(false);
    expect(after.status.pauseConditions).toBeUndefined();
  });

  it('8: an inconclusive background analysis is only run again, and the plan says so', () => {
    const { patches, consequences, warnings, skips, nextWeight } = allowed(
      'promote',
      recorded('background-analysis-inconclusive').rollout,
    );
    const before = rawRollout('background-analysis-inconclusive');
    const after = applyJsonPatch(before, patches[0].operations)!;
    expect(after.status).toEqual({
      ...before.status,
      pauseConditions: undefined,
    });
    expect(skips).toEqual({ pauses: 0, analyses: 0 });
    expect(nextWeight).toBeUndefined();
    expect(consequences[0]).toBe(
      'Starts the background analysis anew, which was inconclusive.',
    );
    expect(warnings).toEqual([
      'When the analysis is inconclusive again, the Rollout pauses again. Look at its measurements first.',
    ]);
  });
});
