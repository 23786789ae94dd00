import { clipped, enumerate } from '../service/words';

/** Words that a sentence can bear; what is cut is said. */
const MAX_WORDS = 10;

/** `a`, `a and b`, `a, b and c`; with more than ten `a, … and 3 more`. */
export function listed(
  words: readonly string[],
  last: 'and' | 'or' = 'and',
  maxLength?: number,
): string {
  const shown = words.slice(0, MAX_WORDS).map(word => clipped(word, maxLength));
  const hidden = words.length - shown.length;
  if (hidden > 0) shown.push(`${hidden} more`);
  return enumerate(shown, last);
}

/** `1 pod`, `3 pods`. */
export function pods(count: number): string {
  return count === 1 ? '1 pod' : `${count} pods`;
}
