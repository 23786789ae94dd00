import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/**
 * Parses a part of a request. Throws an InputError that names every field that is wrong.
 */
export function parseRequest<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InputError(
    parsed.error.issues
      .map(({ path, message }) =>
        path.length > 0 ? `${path.join('.')}: ${message}` : message,
      )
      .join('; '),
  );
}
