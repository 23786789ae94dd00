/** Whether two JSON values are the same; keys without a value count as absent, their order for nothing. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (
    typeof one !== 'object' ||
    typeof other !== 'object' ||
    one === null ||
    other === null ||
    Array.isArray(one) !== Array.isArray(other)
  ) {
    return false;
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every(key =>
    sameValue(
      (one as Record<string, unknown>)[key],
      (other as Record<string, unknown>)[key],
    ),
  );
}
