import { InputError } from '@backstage/errors';
import type { Decision } from '@meshway/plugin-mesh-common';
import { z } from 'zod';

const cursorSchema = z.tuple([z.iso.datetime(), z.string().max(36)]);

/** Where a page of the journal ends. */
export function cursorOf({
  requestedAt,
  id,
}: Pick<Decision, 'requestedAt' | 'id'>): string {
  return Buffer.from(JSON.stringify([requestedAt, id])).toString('base64url');
}

/** Throws an InputError when it is none that {@link cursorOf} made. */
export function readCursor(cursor: string): { requestedAt: Date; id: string } {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    parts = undefined;
  }
  const parsed = cursorSchema.safeParse(parts);
  if (!parsed.success) {
    throw new InputError(
      'cursor: is not from a page of this journal; begin without one',
    );
  }
  const [requestedAt, id] = parsed.data;
  return { requestedAt: new Date(requestedAt), id };
}
