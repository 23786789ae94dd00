/** The last value that is known, and the highest; undefined where nothing is. */
export function lastAndHighest(
  values: readonly (number | null)[],
): { last: number; highest: number } | undefined {
  const known = values.filter(value => value !== null);
  return known.length === 0
    ? undefined
    : { last: known[known.length - 1], highest: Math.max(...known) };
}
