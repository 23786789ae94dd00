import type { PodTemplate, ReplicaSet, Rollout } from '../../kubernetes';
import { versionOfImage } from '../../service/version';
import { replicaSetOf } from './ownedObjects';

/** `the stable version 1.19.2`, as far as the ReplicaSets tell. */
export function stableVersion(
  rollout: Rollout,
  replicaSets: ReplicaSet[],
): string {
  const stable = replicaSetOf(rollout, replicaSets, rollout.status.stableRS);
  const version = templateVersion(stable?.spec.template);
  return version === undefined
    ? 'the stable version'
    : `the stable version ${version}`;
}

/** Version of a pod template; undefined when it has no image. */
export function templateVersion(
  template: PodTemplate | undefined,
): string | undefined {
  const image = template?.spec?.containers[0]?.image;
  return image === undefined ? undefined : versionOfImage(image);
}
