import { setTimeout as wait } from 'node:timers/promises';
import type { ReflectorTiming } from './ReflectorTiming';

/**
 * Resolves after a time, or at once when the signal aborts.
 */
export async function abortableDelay(
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(error => {
    if (!signal.aborted) throw error;
  });
}

/**
 * A time a quarter shorter or longer, so that what failed together does not come back together.
 */
export function jittered(milliseconds: number): number {
  return milliseconds * (0.75 + Math.random() / 2);
}

/**
 * The time before the next attempt, twice as long with each failure in a row.
 */
export function backoff(
  failures: number,
  { firstBackoffMs, maxBackoffMs }: ReflectorTiming,
): number {
  return jittered(Math.min(firstBackoffMs * 2 ** failures, maxBackoffMs));
}
