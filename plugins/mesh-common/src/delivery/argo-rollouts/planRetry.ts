import type { Rollout } from '../../kubernetes';
import type { Plan, RolloutSeen } from '../../model';
import { seconds } from '../../service/words';
import { guardOf } from './guard';
import { isFullyPromoted, phaseOf } from './phase';
import { statusPatch } from './planPatch';
import { refused, whyInvalid } from './planRefusal';
import type { PlanSituation } from './planSituation';
import { whatFollows } from './planSteps';
import { STATUS_ONLY, undoByAbort } from './planWords';

/**
 * What a retry would do now: the update that was aborted starts anew.
 *
 * It is no more likely to succeed than before: an analysis that failed is run again on the same version.
 */
export function planRetry({ rollout, seen }: PlanSituation): Plan<RolloutSeen> {
  const reason = whyNot(rollout);
  if (reason) return refused('retry', reason);
  const { blueGreen } = rollout.spec.strategy;
  const next = blueGreen ? undefined : whatFollows(rollout, -1);
  return {
    allowed: true,
    verb: 'retry',
    seen,
    consequences: [
      ...(next
        ? [
            'Starts the update to the same version again, at its first step.',
            ...next.sentences,
          ]
        : [
            'Starts the update to the same version again.',
            whatBlueGreenDoes(rollout),
          ]),
      STATUS_ONLY,
    ],
    nextWeight: next?.weight,
    skips: { pauses: 0, analyses: 0 },
    undo: next
      ? undoByAbort(next.endsStable)
      : {
          possible: true,
          how: 'An abort keeps the active Service with the stable version, until the new version is stable.',
        },
    changesSpec: false,
    warnings: warningsOf(rollout),
    patches: [
      statusPatch(rollout, [
        ...guardOf(rollout),
        { op: 'replace', path: '/status/abort', value: false },
      ]),
    ],
  };
}

function whyNot(rollout: Rollout): string | undefined {
  const invalid = whyInvalid(rollout);
  if (invalid) return invalid;
  if (!rollout.status.abort) {
    return 'The update was not aborted: there is nothing to retry.';
  }
  // Taken back before the controller has carried it out, an abort leaves the update where it is.
  if (!rollout.status.abortedAt) {
    return 'The update has just been aborted and the controller has not reacted yet. Wait until it has.';
  }
  return isFullyPromoted(rollout)
    ? 'The newest version is stable already: there is nothing to retry.'
    : undefined;
}

function whatBlueGreenDoes({ spec }: Rollout): string {
  const { autoPromotionEnabled = true, autoPromotionSeconds: delay = 0 } =
    spec.strategy.blueGreen ?? {};
  if (!autoPromotionEnabled) {
    return 'The Rollout waits for a decision before the active Service switches.';
  }
  return delay > 0
    ? `The active Service switches by itself ${seconds(
        delay,
      )} after the pods of the new version are ready.`
    : 'The active Service switches by itself as soon as the pods of the new version are ready.';
}

function warningsOf(rollout: Rollout): string[] {
  // `Step-based analysis phase error/failed`, `Background analysis…`, `Blue/green pre-promotion analysis…`,
  // `Experiment analysis phase is error/failed` (rollout/analysis.go, rollout/experiment.go).
  const byAnalysis = /analysis phase (is )?error\/failed/.test(
    phaseOf(rollout).message,
  );
  return [
    ...(byAnalysis
      ? [
          'A failed analysis aborted the update. It judges the same version again, and may abort it again at once: mend the cause first.',
        ]
      : []),
    ...(rollout.spec.paused
      ? [
          'The Rollout is paused by hand (spec.paused): the update starts only after a resume.',
        ]
      : []),
  ];
}
