import type { Decision } from '@meshway/plugin-mesh-common';
import type { RolloutEvent } from './rolloutEvents';

/** One entry of the line of time. */
export type TimelineEntry =
  | { kind: 'decision'; at: string; decision: Decision }
  | { kind: 'event'; at: string; event: RolloutEvent };

/**
 * Decisions and events on one line of time, the newest first. A decision that is there twice counts once, as the
 * earlier list has it.
 */
export function timelineOf(
  decisions: readonly Decision[],
  events: readonly RolloutEvent[],
): TimelineEntry[] {
  const byId = new Map<string, Decision>();
  for (const decision of decisions) {
    if (!byId.has(decision.id)) byId.set(decision.id, decision);
  }
  const entries: TimelineEntry[] = [
    ...[...byId.values()].map(decision => ({
      kind: 'decision' as const,
      at: decision.requestedAt,
      decision,
    })),
    ...events.map(event => ({ kind: 'event' as const, at: event.at, event })),
  ];
  return entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
