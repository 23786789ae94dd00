import type {
  Freshness,
  ReadingGap,
  TelemetrySample,
} from '@meshway/plugin-mesh-common';

/** How long the last reading is shown when no other comes, in milliseconds. */
const LAST_SHOWN_MS = 60_000;

/**
 * The traffic of a service, or why it is not known.
 */
export interface TrafficReading {
  /** Undefined when it cannot be read. The array never changes: who has seen it has seen the traffic. */
  samples?: TelemetrySample[];
  /** Length of the window that the samples are about. */
  windowSeconds: number;
  freshness: Freshness;
  /** What is missing though the metrics answer. */
  gaps: ReadingGap[];
}

/** Nothing is known, and nothing was before. */
export function unknownTraffic(
  reason: string,
  windowSeconds: number,
): TrafficReading {
  return {
    windowSeconds,
    freshness: { state: 'unavailable', reason },
    gaps: [],
  };
}

/** The last reading, once it is too old to pass for news; too old to be shown at all, only its age is left. */
export function staleTraffic(
  last: TrafficReading,
  reason: string,
  now: Date,
): TrafficReading {
  if (last.freshness.state === 'unavailable') {
    return unknownTraffic(reason, last.windowSeconds);
  }
  const { heardAt } = last.freshness;
  const isShown = now.getTime() - Date.parse(heardAt) <= LAST_SHOWN_MS;
  return {
    ...last,
    samples: isShown ? last.samples : undefined,
    freshness: { state: 'stale', heardAt, reason },
  };
}
