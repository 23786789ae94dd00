import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** Whether two references mean the same owner; `team` is `group:default/team`. */
export function sameOwner(one: string, other: string): boolean {
  return fullRef(one) === fullRef(other);
}

function fullRef(ref: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    // Not a reference: then it is the same only as itself.
    return ref;
  }
}
