import { ownedBy } from '../../kubernetes/ownedBy';
import { ROLLOUT_HASH_LABEL } from '../../kubernetes/rolloutHashLabel';
import type { Deployment, ReplicaSet, Rollout } from '../../kubernetes';
import type {
  AllowedPreview,
  Plan,
  PlannedPatch,
  PlanPreview,
  RolloutSeen,
} from '../../model';
import { readable } from '../../service/headline/readable';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { gitOpsWarnings } from '../gitOps';
import { guardOf, guardOfSpec } from './guard';
import { phaseOf } from './phase';
import { isInvalid, refused } from './planRefusal';
import { seenOrWhyNot } from './planSituation';
import { templateVersion } from './planVersions';
import { rollBackCourse } from './rollBackCourse';
import { rollBackTemplate } from './rollBackTemplate';

/**
 * What a roll back is planned from.
 *
 * @public
 */
export interface RollBackOptions {
  rollout: Rollout;
  objects: Partial<ServiceObjects>;
  /** Of the revision to go back to. */
  replicaSet: ReplicaSet;
  /** That the Rollout takes its template from, with `workloadRef`. */
  templateOf?: Deployment;
  now: Date;
}

/**
 * What a roll back to a revision would do now, with the request that carries it out: the pod template of that revision
 * becomes the newest one, as `kubectl argo rollouts undo` does it.
 *
 * With `workloadRef` the request goes to the Deployment that holds the template; its tests can then speak only of that
 * Deployment.
 *
 * @param options - `template`: `spec.template` of the ReplicaSet as the API server holds it, untrimmed and unparsed
 * @public
 */
export function planRollBack(
  options: RollBackOptions & { template: unknown },
): Plan<RolloutSeen> {
  const preview = previewRollBack(options);
  if (!preview.allowed) return preview;
  const { rollout, replicaSet, templateOf } = options;
  const template = rollBackTemplate(options.template, replicaSet);
  if (typeof template === 'string') return refused('roll-back', template);
  const { workloadRef } = rollout.spec;
  if (workloadRef && !isReferenced(rollout, templateOf)) {
    return refused(
      'roll-back',
      `The Deployment ${workloadRef.name}, which holds the pod template (workloadRef), cannot be read.`,
    );
  }
  return { ...preview, patches: [patchOf(rollout, templateOf, template)] };
}

/** What a roll back would do now, without the request. */
export function previewRollBack({
  rollout,
  objects,
  replicaSet,
  templateOf,
  now,
}: RollBackOptions): PlanPreview<RolloutSeen> {
  const seen = seenOrWhyNot(rollout);
  if (typeof seen === 'string') return refused('roll-back', seen);
  const reason = whyNot(rollout, replicaSet);
  if (reason) return refused('roll-back', reason);
  const course = rollBackCourse(rollout, objects, replicaSet, now);
  const holder = templateOf ?? rollout;
  return {
    allowed: true,
    verb: 'roll-back',
    seen,
    ...course,
    undo: undoOf(rollout),
    changesSpec: true,
    warnings: [
      ...warningsOf(rollout),
      ...gitOpsWarnings(holder.metadata, 'the pod template'),
    ],
  };
}

function whyNot(rollout: Rollout, replicaSet: ReplicaSet): string | undefined {
  const { spec, status } = rollout;
  const { name, labels } = replicaSet.metadata;
  if (
    ownedBy(rollout, [replicaSet]).length === 0 ||
    !labels?.[ROLLOUT_HASH_LABEL]
  ) {
    return `ReplicaSet ${name} is no revision of this Rollout.`;
  }
  if (labels[ROLLOUT_HASH_LABEL] === status.currentPodHash) {
    return 'This is the newest revision already: a roll back to it changes nothing.';
  }
  const { workloadRef } = spec;
  return workloadRef && workloadRef.kind !== 'Deployment'
    ? `The pod template is held by ${workloadRef.kind} ${workloadRef.name} (workloadRef), which Meshway does not change. Change it in Git.`
    : undefined;
}

function isReferenced(
  { metadata, spec }: Rollout,
  deployment: Deployment | undefined,
): boolean {
  return (
    deployment !== undefined &&
    deployment.metadata.name === spec.workloadRef?.name &&
    deployment.metadata.namespace === metadata.namespace
  );
}

function patchOf(
  rollout: Rollout,
  templateOf: Deployment | undefined,
  template: object,
): PlannedPatch {
  const holder = rollout.spec.workloadRef && templateOf ? templateOf : rollout;
  const { kind, metadata } = holder;
  return {
    target: { kind, namespace: metadata.namespace ?? '', name: metadata.name },
    operations: [
      ...(holder.kind === 'Rollout'
        ? guardOf(holder)
        : guardOfSpec(holder.metadata)),
      { op: 'replace', path: '/spec/template', value: template },
    ],
  };
}

function undoOf({ spec }: Rollout): AllowedPreview['undo'] {
  const version = templateVersion(spec.template);
  return {
    possible: true,
    how: `A roll back to the revision that is newest now${
      version ? ` (${version})` : ''
    } leads to it again, as to any other version.`,
  };
}

function warningsOf(rollout: Rollout): string[] {
  return [
    ...(isInvalid(rollout)
      ? [
          `The controller does nothing, because ${readable(
            phaseOf(rollout).message,
          )}. Unless the pod template is to blame, mend the spec first.`,
        ]
      : []),
    ...(rollout.spec.paused
      ? [
          `The Rollout is paused by hand (spec.paused): ${
            rollout.spec.strategy.blueGreen
              ? 'the Services stay as they are'
              : 'no pods are scaled'
          } until a resume.`,
        ]
      : []),
  ];
}
