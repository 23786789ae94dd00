import { nearestIndex } from './nearestIndex';

/** Where a viewer is in time, in seconds since 1970. */
export interface ChartCursor {
  at?: number;
  /** Where a selection begins; it ends at `at`. */
  anchor?: number;
}

/** How far a key goes, in moments; Home and End go all the way. */
const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -10,
  PageDown: 10,
  Home: -Infinity,
  End: Infinity,
};

/** What a key does: another place of the cursor, or nothing. */
export function moveCursor(
  cursor: ChartCursor,
  key: { key: string; shiftKey: boolean },
  at: readonly number[],
): ChartCursor | undefined {
  const step = STEPS[key.key];
  if (step === undefined || at.length === 0) return undefined;
  const last = at.length - 1;
  const index = cursor.at === undefined ? last : nearestIndex(at, cursor.at);
  const next = Math.min(last, Math.max(0, index + step));
  return {
    at: at[next],
    anchor: key.shiftKey ? cursor.anchor ?? at[index] : undefined,
  };
}

/** The part that is selected; undefined without, and for a part that has no length. */
export function selectionOf({
  at,
  anchor,
}: ChartCursor): { from: number; to: number } | undefined {
  if (at === undefined || anchor === undefined || at === anchor) {
    return undefined;
  }
  return {
    from: Math.min(at, anchor) * 1000,
    to: Math.max(at, anchor) * 1000,
  };
}
