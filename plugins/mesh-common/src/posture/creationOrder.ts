import type { ObjectMetadata } from '../kubernetes';

/**
 * Sorts as Istio does where the oldest wins: by creation, then by name, then by namespace
 * (`configCompareByCreationTime` in pilot/pkg/model/config.go). An object without a time counts as oldest.
 */
export function oldestFirst<T extends { metadata: ObjectMetadata }>(
  objects: readonly T[],
): T[] {
  return objects
    .map(object => ({ object, time: createdAt(object.metadata) }))
    .sort(
      (
        { object: { metadata: a }, time: ofA },
        { object: { metadata: b }, time: ofB },
      ) =>
        ofA - ofB ||
        compare(a.name, b.name) ||
        compare(a.namespace ?? '', b.namespace ?? ''),
    )
    .map(({ object }) => object);
}

function createdAt({ creationTimestamp = '' }: ObjectMetadata): number {
  const time = Date.parse(creationTimestamp);
  return Number.isNaN(time) ? 0 : time;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
