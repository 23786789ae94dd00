/** The number that a limit judges: the value itself, or what the path leads to in it. */
export function valueOfMeasurement(
  value: string | undefined,
  path: string,
): number | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  let found: unknown;
  try {
    found = JSON.parse(value);
  } catch {
    return undefined;
  }
  for (const [, index, key] of path.matchAll(/\[(\d+)\]|\.(\w+)/g)) {
    found = index === undefined ? own(found, key) : own(found, index);
  }
  // A list of one number is what Prometheus gives for one number.
  if (Array.isArray(found) && found.length === 1) [found] = found;
  return typeof found === 'number' && Number.isFinite(found)
    ? found
    : undefined;
}

function own(of: unknown, key: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, key)
    ? (of as Record<string, unknown>)[key]
    : undefined;
}
