import type { ObjectMetadata, Rollout } from '../../kubernetes';
import type { JsonPatchOperation } from '../../model';

/**
 * Tests that hold only while a Rollout is as it was read: same revision, step, pauses, weight and spec, and nobody has
 * aborted or promoted it since.
 *
 * A `test` on a path whose container is missing always fails, so a part that the controller leaves out is tested only
 * where that says something, directly below `status`: for a missing key the API server takes `null` for its value
 * (`partialDoc.get` in evanphx/json-patch v4).
 */
export function guardOf({ metadata, status }: Rollout): JsonPatchOperation[] {
  const weight = status.canary?.weights?.canary?.weight;
  const active = status.blueGreen?.activeSelector;
  return [
    ...guardOfSpec(metadata),
    ...guardOfRevision(status),
    test('/status/currentStepIndex', status.currentStepIndex ?? null),
    test('/status/controllerPause', status.controllerPause ?? null),
    ...guardOfPauses(status),
    test('/status/abortedAt', status.abortedAt ?? null),
    ...(weight === undefined
      ? []
      : [test('/status/canary/weights/canary/weight', weight)]),
    ...(active === undefined
      ? []
      : [test('/status/blueGreen/activeSelector', active)]),
  ];
}

/**
 * The weaker guard of a second patch, sent right after a first one has set `spec.paused` to false: the controller may
 * have gone on meanwhile, but with the same revision and with no other change of the spec.
 */
export function guardAfterResume({
  metadata,
  status,
}: Rollout): JsonPatchOperation[] {
  const { generation } = metadata;
  return [
    ...guardOfSpec({
      ...metadata,
      generation: generation === undefined ? undefined : generation + 1,
    }),
    ...guardOfRevision(status),
  ];
}

/**
 * Tests that hold only while an object is the very one that was read, with the same spec: the generation stands for all
 * of it. The status does not show a change yet that was made between the read and the patch.
 */
export function guardOfSpec({
  uid,
  generation,
}: ObjectMetadata): JsonPatchOperation[] {
  return [
    test('/metadata/uid', uid),
    ...(generation === undefined
      ? []
      : [test('/metadata/generation', generation)]),
  ];
}

function guardOfRevision(status: Rollout['status']): JsonPatchOperation[] {
  return [
    test('/status/currentPodHash', status.currentPodHash ?? null),
    test('/status/stableRS', status.stableRS ?? null),
    test('/status/abort', status.abort ?? null),
    test('/status/promoteFull', status.promoteFull ?? null),
  ];
}

function guardOfPauses({
  pauseConditions,
}: Rollout['status']): JsonPatchOperation[] {
  if (!pauseConditions?.length) {
    return [test('/status/pauseConditions', pauseConditions ?? null)];
  }
  return pauseConditions.flatMap(({ reason, startTime }, index) => [
    test(`/status/pauseConditions/${index}/reason`, reason),
    test(`/status/pauseConditions/${index}/startTime`, startTime),
  ]);
}

function test(path: string, value: unknown): JsonPatchOperation {
  return { op: 'test', path, value };
}
