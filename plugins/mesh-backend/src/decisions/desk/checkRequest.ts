import { InputError } from '@backstage/errors';
import type { DecisionRequest, Delivery } from '@meshway/plugin-mesh-common';
import { checkChoice } from './checkChoice';

/**
 * Checks that a request is one that can be carried out at all. Throws an InputError that says what is wrong.
 */
export function checkRequest(
  request: DecisionRequest,
  delivery: Delivery,
): void {
  checkChoice(request, delivery);
  const { seen, override, reason } = request;
  if (delivery.engine !== 'none') {
    const ofRoute = delivery.engine === 'weighted-routes';
    if ('virtualService' in seen !== ofRoute) {
      throw new InputError(
        ofRoute
          ? 'seen: of a route that is its virtualService, route and weights'
          : 'seen: of a Rollout that is its podHash, stepIndex, pauseStartedAt and weight',
      );
    }
  }
  if (override && !reason?.trim()) {
    throw new InputError('reason: an override needs one');
  }
}
