import type { Revision } from '../../model';

/** A revision by its version, and by its number too when another one has the same: a tag that was moved, or another setting. */
export function nameOf(
  { version, number, hash }: Revision,
  revisions: Revision[],
): string {
  const isUnique = revisions.every(
    other => other.hash === hash || other.version !== version,
  );
  return isUnique || number === undefined
    ? `\`${version}\``
    : `\`${version}\` (revision ${number})`;
}
