import { clipped } from '../service/words';
import type { ObjectMetadata } from '../kubernetes';
import type { PostureNote } from '../model';
import { objectWords, postureObject } from './postureObject';

/** An object whose content cannot be read must not pass for an empty one: that would say something else. */
export function unreadableNotes(
  objects: readonly {
    kind: string;
    metadata: ObjectMetadata;
    unreadable?: string[];
  }[],
): PostureNote[] {
  return objects.flatMap(object =>
    object.unreadable
      ? [
          {
            severity: 'warning' as const,
            text: `${objectWords(
              postureObject(object),
            )} cannot be read and is left out: ${clipped(
              object.unreadable.join(' '),
            )}`,
          },
        ]
      : [],
  );
}
