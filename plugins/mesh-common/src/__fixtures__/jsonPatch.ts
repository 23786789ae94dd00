import { isDeepStrictEqual } from 'util';
import type { JsonPatchOperation } from '../model';

/**
 * Applies a JSON Patch as the API server does (gopkg.in/evanphx/json-patch.v4): all or nothing. There a `test` takes null
 * for the value of a missing key, but fails where the container of the key is missing.
 *
 * @returns undefined when an operation does not apply
 */
export function applyJsonPatch<T extends object>(
  object: T,
  operations: JsonPatchOperation[],
): T | undefined {
  // Most patches fail at the tests they begin with: those need no copy.
  const first = operations.findIndex(({ op }) => op !== 'test');
  const begin = first < 0 ? operations.length : first;
  if (!operations.slice(0, begin).every(test => apply(object, test))) {
    return undefined;
  }
  const patched = structuredClone(object);
  return operations.slice(begin).every(operation => apply(patched, operation))
    ? patched
    : undefined;
}

function apply(object: any, operation: JsonPatchOperation): boolean {
  const keys = operation.path.slice(1).split('/');
  const last = keys.pop()!;
  const container = keys.reduce((at, key) => at?.[key], object);
  if (container === undefined || container === null) return false;
  const isThere = Object.hasOwn(container, last);
  if (operation.op === 'test') {
    return isDeepStrictEqual(isThere ? container[last] : null, operation.value);
  }
  if (operation.op !== 'add' && !isThere) return false;
  if (operation.op === 'remove') delete container[last];
  else container[last] = operation.value;
  return true;
}
