import { ROLLOUT_HASH_LABEL } from '../../kubernetes/rolloutHashLabel';
import type { ReplicaSet, Rollout } from '../../kubernetes';
import type { AllowedPreview } from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { skipsOfAll } from './planSkips';
import { whatFollows } from './planSteps';
import { templateVersion } from './planVersions';
import { whenStableTakesAll } from './whenStableTakesAll';
import { isOlderThanStable, isWithinRollbackWindow } from './rollBackWindow';

type Course = Pick<AllowedPreview, 'consequences' | 'nextWeight' | 'skips'>;

/** How the controller would take a Rollout to an earlier revision: at once, or through all steps like any version. */
export function rollBackCourse(
  rollout: Rollout,
  objects: Partial<ServiceObjects>,
  replicaSet: ReplicaSet,
  now: Date,
): Course {
  const { status } = rollout;
  const hash = replicaSet.metadata.labels?.[ROLLOUT_HASH_LABEL];
  const version = templateVersion(replicaSet.spec.template);
  const ships = `Ships the pod template of ${replicaSet.metadata.name} again${
    version ? ` (${version})` : ''
  }.`;
  // The steps do not run again towards the stable revision (`SkipSteps` in rollout/canary.go, `isFastRollback`).
  if (hash === status.stableRS) {
    return {
      consequences: [
        ships,
        ...backToStable(rollout, objects.replicaSets ?? []),
      ],
      nextWeight: 0,
      skips: { pauses: 0, analyses: 0 },
    };
  }
  const why = whySkipped(rollout, objects, replicaSet, now);
  if (why) {
    return {
      consequences: [
        ships,
        `It goes past all pauses and analyses, because ${why}.`,
        'It gets all traffic and becomes stable as soon as all its pods are ready.',
      ],
      nextWeight: 100,
      skips: skipsOfAll(rollout),
    };
  }
  return throughAllSteps(rollout, ships);
}

function backToStable(rollout: Rollout, replicaSets: ReplicaSet[]): string[] {
  const { spec, status } = rollout;
  const { canary, blueGreen } = spec.strategy;
  const ends = status.abort
    ? 'It is the stable version: the Rollout is no longer degraded.'
    : 'It is the stable version: the update ends, past all pauses and analyses.';
  if (blueGreen) {
    return [ends, 'The active Service leads to it at once.'];
  }
  if (!canary?.trafficRouting) {
    return [ends, 'Its pods replace the pods of the newest version.'];
  }
  return [
    ends,
    `It gets all traffic${whenStableTakesAll(rollout, replicaSets)}.`,
  ];
}

function whySkipped(
  rollout: Rollout,
  { replicaSets = [] }: Partial<ServiceObjects>,
  replicaSet: ReplicaSet,
  now: Date,
): string | undefined {
  const { labels, annotations } = replicaSet.metadata;
  const hash = labels?.[ROLLOUT_HASH_LABEL];
  if (isWithinRollbackWindow(rollout, replicaSets, hash)) {
    return 'it lies within the rollback window (spec.rollbackWindow): nobody is asked, and an abort is ignored';
  }
  // Blue-green alone takes an older revision whose pods still run for a quick way back (`isFastRollback`).
  const deadline = Date.parse(annotations?.['scale-down-deadline'] ?? '');
  return rollout.spec.strategy.blueGreen &&
    deadline > now.getTime() &&
    isOlderThanStable(rollout, replicaSets, hash)
    ? 'its pods still run (scaleDownDelaySeconds): nobody is asked'
    : undefined;
}

function throughAllSteps(rollout: Rollout, ships: string): Course {
  const skips = { pauses: 0, analyses: 0 };
  const { blueGreen } = rollout.spec.strategy;
  if (blueGreen) {
    return {
      consequences: [
        ships,
        'It goes through preview, analyses and pause like any new version.',
      ],
      nextWeight: undefined,
      skips,
    };
  }
  const next = whatFollows(rollout, -1);
  return {
    consequences: [
      ships,
      'It is not the stable version: it goes through all steps like any new version.',
      ...next.sentences,
    ],
    nextWeight: next.weight,
    skips,
  };
}
