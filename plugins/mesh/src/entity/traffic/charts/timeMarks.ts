import type { Decision, ServiceView } from '@meshway/plugin-mesh-common';
import { rolloutEvents } from '../../history/rolloutEvents';
import { timelineOf, type TimelineEntry } from '../../history/timelineOf';
import type { TimeRange } from '../trafficParameters';

/** Something that happened, on the axis of time. */
export interface TimeMark {
  /** From 1, by time. */
  number: number;
  /** Seconds since 1970. */
  at: number;
  entry: TimelineEntry;
}

/** Decisions and rollout events within the range, the oldest first. */
export function timeMarks(
  service: ServiceView,
  decisions: readonly Decision[],
  { from, to }: TimeRange,
): TimeMark[] {
  return timelineOf(decisions, rolloutEvents(service))
    .map(entry => ({ at: Date.parse(entry.at) / 1000, entry }))
    .filter(({ at }) => at * 1000 >= from && at * 1000 <= to)
    .sort((a, b) => a.at - b.at)
    .map((mark, index) => ({ ...mark, number: index + 1 }));
}
