/** Whether something is made of the very same parts: objects that change are replaced, so identity tells. */
export function sameParts(
  a: readonly unknown[],
  b: readonly unknown[],
): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
