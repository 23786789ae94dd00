import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { Zod } from './Zod';

const DECISIONS = [
  'promote',
  'promote-full',
  'abort',
  'retry',
  'pause',
  'resume',
  'restart',
  'roll-back',
  'shift',
] as const;

/** Names of Kubernetes and entity references are shorter. */
const MAX_LENGTH = 800;

/** Backstage's own rules for kinds, namespaces and names of entities allow nothing else. */
const PART = '[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,251}[A-Za-z0-9])?';
const ENTITY_REF = new RegExp(`^(?:${PART}:)?(?:${PART}/)?${PART}$`);

/** The entity that an action is about. */
export function entityInput(zod: Zod) {
  return zod
    .string()
    .min(1)
    .max(MAX_LENGTH)
    .describe(
      'Reference of the catalog entity, such as "component:default/productpage". A name alone means a component of the default namespace.',
    );
}

/** One service in one cluster. */
export function serviceInput(zod: Zod) {
  return zod
    .object({
      cluster: zod.string().min(1).max(MAX_LENGTH),
      namespace: zod.string().min(1).max(MAX_LENGTH),
      name: zod.string().min(1).max(MAX_LENGTH),
    })
    .describe(
      'One service of the entity in one cluster, as get-service-mesh-view names it.',
    );
}

/** What is to be decided about a service. */
export function choiceInput(zod: Zod) {
  return {
    entityRef: entityInput(zod),
    service: serviceInput(zod),
    verb: zod
      .enum(DECISIONS)
      .describe(
        'promote: on to the next step. promote-full: to the end, past all pauses and analyses. abort: back to stable. retry: again after an abort. pause, resume: by hand. restart: new pods. roll-back: to an earlier revision. shift: move the weight of a route without a Rollout.',
      ),
    revision: zod
      .string()
      .max(MAX_LENGTH)
      .optional()
      .describe('Only for roll-back: hash of the revision to go back to.'),
    weight: zod
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe(
        "Only for shift: the canary's part in percent; the next step without it.",
      ),
  };
}

/** The full reference of an entity. Throws an InputError when it cannot be one. */
export function entityRefOf(input: string): string {
  if (!ENTITY_REF.test(input)) {
    throw new InputError(
      `${input} is no reference of an entity: use kind:namespace/name.`,
    );
  }
  return stringifyEntityRef(
    parseEntityRef(input, { defaultKind: 'component' }),
  );
}
