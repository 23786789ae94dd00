import { roleOfHash } from '../delivery/weighted-routes/buildWeightedRoutesDelivery';
import { DEFAULT_MESH_SETTINGS, type MeshSettings } from '../model';
import { deliveryOf } from './deliveryOf';
import { revisionsOf } from './revisions';
import type { ServiceObjects } from './ServiceObjects';

/**
 * When the canary of a service came, by the oldest of its pods: its ReplicaSet may be older, when a former revision
 * is rolled out again. Undefined while there is no canary with pods beside a stable revision.
 *
 * @param input - `now` only decides what of the delivery is settled
 * @public
 */
export function canaryBeganAt(input: {
  objects: ServiceObjects;
  mesh?: MeshSettings;
  now: Date;
}): Date | undefined {
  const { objects, mesh = DEFAULT_MESH_SETTINGS, now } = input;
  const revisions = revisionsOf(objects).map(({ revision }) => revision);
  const delivery = deliveryOf(objects, revisions, mesh, now);
  const find = (role: 'canary' | 'stable') =>
    revisions.find(
      revision =>
        role ===
        (delivery.engine === 'weighted-routes'
          ? roleOfHash(delivery, revision.hash)
          : revision.role),
    );
  const canary = find('canary');
  if (!canary || !find('stable')) return undefined;
  const names = new Set(canary.pods.map(({ name }) => name));
  const times = objects.pods
    .filter(({ metadata }) => names.has(metadata.name))
    .map(({ metadata }) => Date.parse(metadata.creationTimestamp ?? ''))
    .filter(time => !Number.isNaN(time));
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}
