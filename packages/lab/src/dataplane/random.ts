/** A source of numbers in [0, 1). */
export type Random = () => number;

/**
 * Seeded generator (mulberry32): the same seed gives the same traffic, and
 * consecutive draws are independent enough for measured weights to fluctuate
 * the way real requests do.
 */
export function seededRandom(seed: number): Random {
  let state = Math.trunc(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of `items`, each as likely as the others. `items` must not be empty. */
export function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)];
}

/** One of `items` by weight; undefined when no item has any. */
export function pickWeighted<T>(
  items: readonly T[],
  weightOf: (item: T) => number,
  random: Random,
): T | undefined {
  const total = items.reduce((sum, item) => sum + weightOf(item), 0);
  let left = random() * total;
  return items.find(item => {
    left -= weightOf(item);
    return left < 0;
  });
}

/** Log-normal value with the given median; `spread` is the sigma of its logarithm. */
export function logNormal(
  median: number,
  spread: number,
  random: Random,
): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return median * Math.exp(spread * radius * Math.cos(2 * Math.PI * random()));
}
