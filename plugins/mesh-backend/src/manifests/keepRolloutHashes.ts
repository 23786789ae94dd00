import { z } from 'zod';
import type { Manifest } from './Manifest';

/** What Argo Rollouts writes into the subsets and selectors that it switches; files do not have it. */
const HASH_LABEL = 'rollouts-pod-template-hash';

const labelsSchema = z.record(z.string(), z.unknown());
const subsetsSchema = z.object({
  spec: z.looseObject({
    subsets: z.array(
      z.looseObject({ name: z.string(), labels: labelsSchema.optional() }),
    ),
  }),
});
const selectorSchema = z.object({
  spec: z.looseObject({ selector: labelsSchema }),
});

/**
 * A manifest with the hashes that the Rollouts controller has written into the object that stands. Server-side apply
 * takes subsets and selectors as a whole, so that a file without the hashes would always be in conflict with the
 * controller, though it wants nothing else.
 *
 * @param live - the object as it stands; undefined when there is none
 */
export function keepRolloutHashes(
  { kind, body }: Pick<Manifest, 'kind' | 'body'>,
  live: unknown,
): Manifest['body'] {
  if (kind === 'DestinationRule') return withSubsets(body, live);
  if (kind === 'Service') return withSelector(body, live);
  return body;
}

function withSubsets(body: Manifest['body'], live: unknown): Manifest['body'] {
  const wanted = subsetsSchema.safeParse(body).data?.spec;
  const known = subsetsSchema.safeParse(live).data?.spec.subsets;
  if (!wanted || !known) return body;
  const subsets = wanted.subsets.map(subset => {
    const hash = known.find(({ name }) => name === subset.name)?.labels?.[
      HASH_LABEL
    ];
    return hash === undefined
      ? subset
      : { ...subset, labels: { [HASH_LABEL]: hash, ...subset.labels } };
  });
  return { ...body, spec: { ...wanted, subsets } };
}

function withSelector(body: Manifest['body'], live: unknown): Manifest['body'] {
  const wanted = selectorSchema.safeParse(body).data?.spec;
  const hash = selectorSchema.safeParse(live).data?.spec.selector[HASH_LABEL];
  if (!wanted || hash === undefined) return body;
  const selector = { [HASH_LABEL]: hash, ...wanted.selector };
  return { ...body, spec: { ...wanted, selector } };
}
