import type { MeshObject } from '../../kubernetes';
import type { ReadingGap } from '../../model';
import type { ServiceObjects } from '../ServiceObjects';

/**
 * Kinds of which nothing is known: they are in a gap, and the service has no object of them. Where it has some, only
 * part of a kind is missing, such as what other namespaces say.
 */
export function unknownKinds(
  gaps: readonly ReadingGap[],
  objects: ServiceObjects,
): Set<string> {
  const known = new Set(
    Object.values(objects)
      .flat()
      .map((object: MeshObject | undefined) => object?.kind),
  );
  return new Set(
    gaps
      .map(({ kind }) => kind)
      .filter(kind => !known.has(kind as MeshObject['kind'])),
  );
}
