import type { Revision } from '@meshway/plugin-mesh-common';

/** How a revision is drawn, everywhere on the page: colour, dash and marker each tell it from the others. */
export type RevisionLook = 'stable' | 'canary' | 'old' | 'older';

/** The looks of all that may be drawn, by hash. */
export function revisionLooks(
  revisions: readonly Revision[],
  hashes: readonly string[],
): Map<string, RevisionLook> {
  const looks = new Map<string, RevisionLook>();
  for (const { hash, role } of revisions) {
    if (role === 'stable' || role === 'active') looks.set(hash, 'stable');
    if (role === 'canary' || role === 'preview') looks.set(hash, 'canary');
  }
  const rest = [...revisions.map(({ hash }) => hash), ...hashes].filter(
    hash => !looks.has(hash),
  );
  [...new Set(rest)].forEach((hash, index) =>
    looks.set(hash, index % 2 === 0 ? 'old' : 'older'),
  );
  return looks;
}
