import type { ServiceObjects } from '@meshway/plugin-mesh-common';

/** Everything that is told from the objects of a service. The store replaces objects and never changes them. */
export function partsOf(objects: ServiceObjects): unknown[] {
  return Object.values(objects).flat();
}
