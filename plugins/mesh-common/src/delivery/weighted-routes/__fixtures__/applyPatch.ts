import type { JsonPatchOperation } from '../../../model';

/**
 * Applies a JSON Patch of `test` and `add` operations to members of objects, as the API server does: all or nothing.
 *
 * @returns undefined when a test fails or a path leads nowhere
 */
export function applyPatch<T>(
  document: T,
  operations: JsonPatchOperation[],
): T | undefined {
  const copy = structuredClone(document);
  for (const operation of operations) {
    const keys = operation.path.slice(1).split('/');
    const last = keys.pop()!;
    let parent: any = copy;
    for (const key of keys) parent = parent?.[key];
    if (typeof parent !== 'object' || Array.isArray(parent)) return undefined;
    if (operation.op === 'test') {
      if (parent[last] !== operation.value) return undefined;
    } else if (operation.op === 'add') {
      parent[last] = operation.value;
    } else {
      throw new Error(`${operation.op} is not expected`);
    }
  }
  return copy;
}
