/** Words that a sentence can bear; what is cut is said. */
const MAX_WORDS = 10;
const MAX_LENGTH = 120;

/** `a`, `a and b`, `a, b and c`; with more than ten `a, … and 3 more`. */
export function listed(
  words: readonly string[],
  last: 'and' | 'or' = 'and',
  maxLength = MAX_LENGTH,
): string {
  const shown = words.slice(0, MAX_WORDS).map(word => clipped(word, maxLength));
  const hidden = words.length - shown.length;
  if (hidden > 0) shown.push(`${hidden} more`);
  return shown.length < 2
    ? shown.join('')
    : `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1)}`;
}

/** A word from a cluster, cut when it is longer than anyone reads. */
export function clipped(word: string, maxLength = MAX_LENGTH): string {
  return word.length > maxLength ? `${word.slice(0, maxLength)}…` : word;
}

/** `1 pod`, `3 pods`. */
export function pods(count: number): string {
  return count === 1 ? '1 pod' : `${count} pods`;
}
