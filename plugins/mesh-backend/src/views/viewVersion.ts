import { createHash } from 'node:crypto';
import type { EntityMeshView } from '@meshway/plugin-mesh-common';

/**
 * Changes when something changed that can be seen, and is the same in every replica: a browser that comes back with it
 * knows the view already.
 */
export function viewVersion(view: EntityMeshView): string {
  return createHash('sha256')
    .update(JSON.stringify(view, withoutClock))
    .digest('base64url');
}

/** Leaves out what changes by the mere passing of time: the view's own date, and when a live source was heard. */
function withoutClock(this: unknown, key: string, value: unknown): unknown {
  if (key === 'at' && 'entityRef' in (this as object)) return undefined;
  if (key === 'heardAt' && (this as { state?: string }).state === 'live') {
    return undefined;
  }
  return value;
}
