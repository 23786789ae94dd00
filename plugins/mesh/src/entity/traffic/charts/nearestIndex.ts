/** The place of the moment that is nearest; `at` ascends and is not empty. */
export function nearestIndex(at: readonly number[], seconds: number): number {
  let best = 0;
  for (let index = 1; index < at.length; index += 1) {
    if (Math.abs(at[index] - seconds) < Math.abs(at[best] - seconds)) {
      best = index;
    }
  }
  return best;
}
