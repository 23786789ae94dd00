import type { ReachedDestination } from './destinations';
import type { Pair } from './weightedRoute';

/** What a shift does to the two destinations between which weight is moved. */
export interface Shift {
  /** Weights that are written; their sum stays. */
  stable: number;
  canary: number;
  /** What the canary then has of what both get, as near to what was asked for as whole weights allow. */
  percent: number;
  gainer: ReachedDestination;
  loser: ReachedDestination;
  /** What the gainer then has, as `percent`. */
  gained: number;
}

/** The weights that give the canary a part of what both get together now, in percent. */
export function shiftOf({ stable, canary }: Pair, to: number): Shift {
  const total = stable.weight + canary.weight;
  const part = Math.round((total * to) / 100);
  const percent = (100 * part) / total;
  const weights = { stable: total - part, canary: part, percent };
  return part > canary.weight
    ? { ...weights, gainer: canary, loser: stable, gained: percent }
    : { ...weights, gainer: stable, loser: canary, gained: 100 - percent };
}
