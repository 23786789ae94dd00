/** Puts together what has the same key; keys are alike when their JSON is. In the order of appearance. */
export function groupBy<T, K>(
  rows: T[],
  keyOf: (row: T) => K,
): { key: K; rows: T[] }[] {
  const byText = new Map<string | undefined, { key: K; rows: T[] }>();
  for (const row of rows) {
    const key = keyOf(row);
    const text = JSON.stringify(key);
    const group = byText.get(text) ?? { key, rows: [] };
    group.rows.push(row);
    byText.set(text, group);
  }
  return [...byText.values()];
}
