import type { MeshObject } from '../kubernetes';
import type { ServiceObjects } from './ServiceObjects';

/** The parts of a service's objects that cannot be read, and why. */
export function unreadableObjects(objects: ServiceObjects): string[] {
  return Object.values(objects)
    .flat()
    .filter((object): object is MeshObject => object !== undefined)
    .flatMap(({ kind, metadata, unreadable = [] }) =>
      unreadable.map(
        why =>
          `${kind} ${[metadata.namespace, metadata.name]
            .filter(Boolean)
            .join('/')}: ${why}`,
      ),
    );
}
