/** Deeper values are none that a field has. */
const MAX_DEPTH = 4;

/** What the template's schema says about the parts of a value, with the name of each part; each sentence once. */
export function innerErrors(errorSchema: unknown, path = ''): string[] {
  if (path.split('.').length > MAX_DEPTH || !isObject(errorSchema)) return [];
  const found = Object.entries(errorSchema).flatMap(([key, value]) => {
    if (key !== '__errors') {
      return innerErrors(value, path ? `${path}.${key}` : key);
    }
    return path && Array.isArray(value)
      ? value.map(error => `${path} ${String(error)}`)
      : [];
  });
  return [...new Set(found)];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
