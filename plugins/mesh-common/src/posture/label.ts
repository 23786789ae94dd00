/** One label. Labels come from a cluster: a key may be any word, `constructor` too. */
export function label(
  labels: Record<string, string> | undefined,
  key: string,
): string | undefined {
  return labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
}
