import type { Zod } from './Zod';

/** More destinations than this no route of a service has. */
const MAX_DESTINATIONS = 100;
const MAX_LENGTH = 800;

/** What the author of a decision saw: a Rollout, or a route whose weights people move. */
export function seenInput(zod: Zod) {
  const text = zod.string().max(MAX_LENGTH);
  return zod
    .union([
      zod.object({
        podHash: text,
        stepIndex: zod.number().int().min(0),
        pauseStartedAt: text.optional(),
        weight: zod.number(),
      }),
      zod.object({
        virtualService: text,
        route: text,
        weights: zod
          .array(zod.object({ destination: text, weight: zod.number() }))
          .max(MAX_DESTINATIONS),
      }),
    ])
    .describe(
      'From plan-decision, unchanged. Nothing happens when the cluster has moved on since.',
    );
}
