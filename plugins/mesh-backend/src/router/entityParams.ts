import { stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import { parseRequest } from './parseRequest';

/** Backstage's own rules for kinds, namespaces and names of entities allow nothing else. */
const part = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/, {
    error: 'is not a part of an entity reference',
  });

const paramsSchema = z.object({ kind: part, namespace: part, name: part });

/**
 * The entity that a path `/entities/:kind/:namespace/:name/…` speaks of. Throws an InputError when it cannot be
 * one.
 */
export function entityParams(params: unknown): string {
  return stringifyEntityRef(parseRequest(paramsSchema, params));
}
