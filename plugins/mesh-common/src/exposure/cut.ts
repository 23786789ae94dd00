import { clipped } from '../service/words';

/** Longest text that is shown, in characters. */
const MAX_LENGTH = 300;

/** Longest list within a row. */
export const MAX_WORDS = 20;

/** Objects may hold texts that nobody reads to their end. */
export function cut(text: string): string {
  return clipped(text, MAX_LENGTH);
}
