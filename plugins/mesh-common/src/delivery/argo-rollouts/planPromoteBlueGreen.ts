import type { Rollout } from '../../kubernetes';
import type { Plan, RolloutSeen } from '../../model';
import { clockTime } from '../../service/words';
import { guardOf } from './guard';
import { pauseOf } from './pause';
import { phaseOf } from './phase';
import { statusPatch } from './planPatch';
import { isInconclusivePause } from './planPromoteInconclusive';
import { refused } from './planRefusal';
import type { PlanSituation } from './planSituation';
import { STATUS_ONLY } from './planWords';

/** A promote of a blue-green update that is neither aborted nor stable nor paused by hand. */
export function planPromoteBlueGreen({
  rollout,
  seen,
  now,
}: PlanSituation): Plan<RolloutSeen> {
  const conditions = rollout.status.pauseConditions ?? [];
  if (conditions.length === 0) {
    const { message } = phaseOf(rollout);
    return refused(
      'promote',
      `The Rollout is not at a pause${
        message ? ` (${message})` : ''
      }: there is nothing to promote. Wait until it is.`,
    );
  }
  const isRerun = isInconclusivePause(rollout);
  const countdown = whyCountdown(rollout, now);
  if (countdown) return refused('promote', countdown);
  return {
    allowed: true,
    verb: 'promote',
    seen,
    consequences: [
      ...(isRerun ? rerun(rollout) : switchOver(rollout)),
      STATUS_ONLY,
    ],
    nextWeight: isRerun ? undefined : 100,
    skips: { pauses: 0, analyses: 0 },
    undo: undoOf(rollout, isRerun),
    changesSpec: false,
    warnings: isRerun
      ? [
          'When the analysis is inconclusive again, the Rollout pauses again. Look at its measurements first.',
        ]
      : [],
    patches: [
      statusPatch(rollout, [
        ...guardOf(rollout),
        { op: 'remove', path: '/status/pauseConditions' },
      ]),
    ],
  };
}

/**
 * With `autoPromotionSeconds` the controller asks for a pause that has lasted that long, and takes one that somebody
 * cleared for one that never was: it pauses anew (`CompletedBlueGreenPause` in rollout/pause.go; measured with v1.10.1).
 */
function whyCountdown(rollout: Rollout, now: Date): string | undefined {
  const endsAt = pauseOf(rollout)?.endsAt;
  if (!endsAt || rollout.status.blueGreen?.scaleUpPreviewCheckPoint) {
    return undefined;
  }
  const when =
    Date.parse(endsAt) > now.getTime()
      ? `at ${clockTime(endsAt)}`
      : 'in a moment';
  return `The controller promotes by itself ${when} (autoPromotionSeconds): a promote now would only start that countdown anew. Wait for it, or promote fully.`;
}

function switchOver({ spec }: Rollout): string[] {
  const {
    activeService,
    previewReplicaCount,
    postPromotionAnalysis: post,
  } = spec.strategy.blueGreen ?? {};
  const pods = spec.replicas ?? 1;
  const grows = previewReplicaCount !== undefined && previewReplicaCount < pods;
  return [
    'Ends the pause before the switch.',
    ...(grows
      ? [
          `First the new version grows from ${previewReplicaCount} to ${pods} pods.`,
        ]
      : []),
    `${grows ? 'Then' : 'Next'} the active Service${
      activeService ? ` ${activeService}` : ''
    } switches to the new version: it gets all traffic at once.`,
    post
      ? 'After that an analysis judges it: when it fails, the active Service goes back.'
      : 'With that it is stable.',
  ];
}

function rerun({ status }: Rollout): string[] {
  const isPost = status.blueGreen?.activeSelector === status.currentPodHash;
  return [
    `Starts the analysis ${
      isPost ? 'after' : 'before'
    } the switch anew, which was inconclusive.`,
    isPost
      ? 'The new version keeps all traffic, and is stable when the analysis succeeds.'
      : 'The active Service switches only when the analysis succeeds.',
  ];
}

function undoOf(rollout: Rollout, isRerun: boolean) {
  return isRerun || rollout.spec.strategy.blueGreen?.postPromotionAnalysis
    ? {
        possible: true,
        how: 'An abort leads the active Service to the stable version, until the analysis after the switch has succeeded.',
      }
    : {
        possible: true,
        how: 'Once it has switched, only a roll back leads back: without a pause while the pods of the earlier version still run.',
      };
}
