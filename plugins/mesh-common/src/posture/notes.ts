import type { PostureNote } from '../model';

const MAX_NOTES = 20;
const ORDER: PostureNote['severity'][] = ['error', 'warning', 'info'];

/** Each once, errors first, cut to what a person reads. */
export function errorsFirst(notes: readonly PostureNote[]): PostureNote[] {
  const once = new Map(notes.map(note => [note.text, note]));
  return ORDER.flatMap(severity =>
    [...once.values()].filter(note => note.severity === severity),
  ).slice(0, MAX_NOTES);
}
