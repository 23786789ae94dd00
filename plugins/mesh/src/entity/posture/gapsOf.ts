import type { ReadingGap, ServiceView } from '@meshway/plugin-mesh-common';

/** What of these kinds cannot be read, so that nothing is said of it that is only not seen. */
export function gapsOf(
  { freshness }: Pick<ServiceView, 'freshness'>,
  kinds: readonly string[],
): ReadingGap[] {
  return (freshness.gaps ?? []).filter(({ kind }) => kinds.includes(kind));
}
