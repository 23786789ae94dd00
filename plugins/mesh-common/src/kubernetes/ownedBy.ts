import type { ObjectMetadata } from './metadata';

/** The objects of a list that an object owns. */
export function ownedBy<T extends { metadata: ObjectMetadata }>(
  owner: { metadata: ObjectMetadata },
  objects: T[],
): T[] {
  return objects.filter(({ metadata }) =>
    metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid),
  );
}
