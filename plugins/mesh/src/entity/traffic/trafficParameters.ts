/** Spans of time that end now, by the word that stands in the URL. */
export const WINDOWS = {
  '15m': 15 * 60,
  '1h': 3600,
  '6h': 6 * 3600,
  '24h': 24 * 3600,
  '7d': 7 * 24 * 3600,
} as const;

/** A span of time that ends now. */
export type TrafficWindow = keyof typeof WINDOWS;

/** How often is read anew, in milliseconds, by the word that stands in the URL. */
export const REFRESHES = {
  off: undefined,
  '10s': 10_000,
  '30s': 30_000,
  '1m': 60_000,
} as const;

/** How often is read anew. */
export type TrafficRefresh = keyof typeof REFRESHES;

/** How the peers of the service are shown. */
export type TrafficLook = 'graph' | 'table';

/** A span of time that does not move, in milliseconds since the epoch. */
export interface TimeRange {
  from: number;
  to: number;
}

/** What a viewer chose of the traffic, as far as the URL remembers it. */
export interface TrafficParameters {
  look: TrafficLook;
  window: TrafficWindow;
  /** Takes the place of the window. */
  range?: TimeRange;
  refresh: TrafficRefresh;
}

const DEFAULTS: TrafficParameters = {
  look: 'graph',
  window: '1h',
  refresh: '30s',
};

/** The backend answers for no longer than this. */
const LONGEST_MS = 31 * 24 * 3600 * 1000;

/** Names in the URL. */
const NAMES = {
  look: 'mesh-view',
  window: 'mesh-window',
  from: 'mesh-from',
  to: 'mesh-to',
  refresh: 'mesh-refresh',
} as const;

/** What the URL says; what it does not say, or says wrongly, is as it is by default. */
export function readTrafficParameters(
  query: URLSearchParams,
): TrafficParameters {
  const window = query.get(NAMES.window);
  const refresh = query.get(NAMES.refresh);
  return {
    look: query.get(NAMES.look) === 'table' ? 'table' : DEFAULTS.look,
    window: isKey(WINDOWS, window) ? window : DEFAULTS.window,
    range: rangeOf(query.get(NAMES.from), query.get(NAMES.to)),
    refresh: isKey(REFRESHES, refresh) ? refresh : DEFAULTS.refresh,
  };
}

/** The query with the choice in it. What is as by default is left out, and what is not ours stays. */
export function writeTrafficParameters(
  query: URLSearchParams,
  { look, window, range, refresh }: TrafficParameters,
): URLSearchParams {
  const next = new URLSearchParams(query);
  const put = (name: string, value: string | undefined) =>
    value === undefined ? next.delete(name) : next.set(name, value);
  put(NAMES.look, look === DEFAULTS.look ? undefined : look);
  put(NAMES.window, window === DEFAULTS.window ? undefined : window);
  put(NAMES.from, range && new Date(range.from).toISOString());
  put(NAMES.to, range && new Date(range.to).toISOString());
  put(NAMES.refresh, refresh === DEFAULTS.refresh ? undefined : refresh);
  return next;
}

function rangeOf(
  from: string | null,
  to: string | null,
): TimeRange | undefined {
  if (from === null || to === null) return undefined;
  const range = { from: Date.parse(from), to: Date.parse(to) };
  return range.to > range.from && range.to - range.from <= LONGEST_MS
    ? range
    : undefined;
}

function isKey<T extends object>(
  of: T,
  key: string | null,
): key is keyof T & string {
  return key !== null && Object.hasOwn(of, key);
}
