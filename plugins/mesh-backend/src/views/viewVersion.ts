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

/**
 * Leaves out what changes by the mere passing of time: the view's own date, when a live source was heard, and the moment
 * that a restart would be of.
 */
export function withoutClock(
  this: unknown,
  key: string,
  value: unknown,
): unknown {
  const { entityRef, state, verb } = this as Record<string, unknown>;
  if (key === 'at' && entityRef !== undefined) return undefined;
  if (key === 'heardAt' && state === 'live') return undefined;
  if (verb === 'restart' && (key === 'patches' || key === 'consequences')) {
    return undefined;
  }
  return value;
}
