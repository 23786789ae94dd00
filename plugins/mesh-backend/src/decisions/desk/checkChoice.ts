import { InputError } from '@backstage/errors';
import type { DecisionChoice, Delivery } from '@meshway/plugin-mesh-common';

/**
 * Checks that a choice has what its verb needs and nothing else. Throws an InputError that says what is wrong.
 */
export function checkChoice(
  { verb, revision, weight }: DecisionChoice,
  delivery: Delivery,
): void {
  const rollout = delivery.engine === 'argo-rollouts';
  if (verb === 'roll-back' && rollout) {
    if (revision === undefined) {
      throw new InputError(
        'revision: say to which revision of the Rollout to go back, by its hash',
      );
    }
  } else if (revision !== undefined) {
    throw new InputError('revision: only a roll back of a Rollout has one');
  }
  if (weight !== undefined && verb !== 'shift') {
    throw new InputError('weight: only a shift has one');
  }
}
