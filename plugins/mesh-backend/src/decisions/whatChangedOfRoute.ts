import {
  sameRouteSeen,
  type Decision,
  type Plan,
  type RouteSeen,
} from '@meshway/plugin-mesh-common';
import { VERB_NOUNS } from './verbNouns';

/**
 * Why a decision about weights changes nothing: what is different from what its author saw, as a sentence.
 *
 * @param plan - for the route as it is now; undefined when its VirtualService is gone
 */
export function whatChangedOfRoute(
  { verb, seen }: Pick<Decision, 'verb' | 'seen'>,
  plan: Plan<RouteSeen> | undefined,
): string {
  return `The ${VERB_NOUNS[verb]} changed nothing. ${difference(seen, plan)}`;
}

function difference(
  seen: Decision['seen'],
  plan: Plan<RouteSeen> | undefined,
): string {
  if (!plan) return 'The VirtualService does not exist any more.';
  if (!plan.allowed) return plan.reason;
  const now = plan.seen;
  if (!('virtualService' in seen) || sameRouteSeen(now, seen)) {
    return 'The VirtualService changed while it was on its way.';
  }
  return now.virtualService === seen.virtualService && now.route === seen.route
    ? `The weights are ${words(now)} now, you saw ${words(seen)}.`
    : `The weights stand in route ${now.route} of VirtualService ${now.virtualService} now.`;
}

function words({ weights }: RouteSeen): string {
  return weights
    .slice(0, 10)
    .map(({ destination, weight }) => `${destination} ${weight}`)
    .join(', ');
}
