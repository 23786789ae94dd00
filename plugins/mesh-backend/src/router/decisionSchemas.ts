import type {
  DecisionRequest,
  DecisionVerb,
  PlanRequest,
} from '@meshway/plugin-mesh-common';
import { z } from 'zod';

/** Decisions of one page, when nobody says how many. */
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** Names of namespaces and services: RFC 1123 labels. */
export const objectName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, {
    error: 'is not the name of an object in a cluster',
  });

/** PostgreSQL keeps every character but U+0000. */
function text(max: number) {
  return z
    .string()
    .max(max)
    .refine(value => !value.includes('\0'), {
      error: 'contains the character U+0000',
    });
}

/** A service in a cluster. */
export const serviceSchema = z.strictObject({
  cluster: text(253).min(1),
  namespace: objectName,
  name: objectName,
});

const verbSchema: z.ZodType<DecisionVerb> = z.enum([
  'promote',
  'promote-full',
  'abort',
  'retry',
  'pause',
  'resume',
  'restart',
  'roll-back',
  'shift',
]);

const choice = {
  service: serviceSchema,
  verb: verbSchema,
  revision: z
    .string()
    .max(63)
    .regex(/^[a-z0-9]+$/, { error: 'is not the hash of a revision' })
    .optional(),
  weight: z.number().min(0).max(100).optional(),
};

const rolloutSeen = z.strictObject({
  podHash: text(63).min(1),
  stepIndex: z.number().int().min(0).max(100_000),
  pauseStartedAt: z.iso.datetime().optional(),
  weight: z.number().min(0).max(100),
});

const routeSeen = z.strictObject({
  virtualService: text(320).min(1),
  route: z
    .string()
    .max(20)
    .regex(/^(http|tls|tcp)\/\d+$/, {
      error: 'is not a route, such as http/0',
    }),
  weights: z
    .array(
      z.strictObject({
        destination: text(400).min(1),
        weight: z
          .number()
          .int()
          .min(0)
          .max(2 ** 31 - 1),
      }),
    )
    .min(1)
    .max(100),
});

export const planRequestSchema: z.ZodType<PlanRequest> = z.strictObject(choice);

export const decisionRequestSchema: z.ZodType<DecisionRequest> = z.strictObject(
  {
    ...choice,
    seen: z.union([rolloutSeen, routeSeen], {
      error:
        'is neither of a Rollout (podHash, stepIndex, pauseStartedAt, weight) nor of a route (virtualService, route, weights)',
    }),
    reason: text(1000).optional(),
    override: z.boolean().optional(),
  },
);

export const idempotencyKeySchema = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\x21-\x7e]+$/, {
    error: 'Idempotency-Key: is not up to 128 visible ASCII characters',
  })
  .optional();

export const decisionIdSchema = z.uuid({
  error: 'is not the id of a decision',
});

export const pageSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
  cursor: text(200).min(1).optional(),
});
