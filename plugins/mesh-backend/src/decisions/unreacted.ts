import type { DecisionVerb } from '@meshway/plugin-mesh-common';
import { VERB_NOUNS } from './verbNouns';

/** What stands until the controller reacts. */
const UNTIL_THEN: Record<DecisionVerb, string> = {
  // The pause is gone, so that a second promote would go past the step behind it.
  promote:
    'Until then the Rollout stays at its step. Do not promote it again: that could skip a step.',
  'promote-full':
    'Until then the update stays where it is; from the moment on it cannot be aborted.',
  abort: 'Until then the canary keeps its traffic.',
  retry: 'Until then the update stays aborted.',
  pause: 'Until then the update goes on.',
  resume: 'Until then the Rollout stays paused.',
  restart: 'Until then the pods stay as they are.',
  'roll-back': 'Until then the newest revision stays as it is.',
  shift: 'Until then the weights stay as they are.',
};

/**
 * What it means that the API server took a decision and nothing came of it yet. A controller that runs may have missed
 * it, and then looks again at its next resync (argoproj/argo-rollouts#4694).
 */
export function unreacted(verb: DecisionVerb, seconds: number): string {
  return `The API server took the ${VERB_NOUNS[verb]}, and the controller has not reacted within ${seconds} s: it is down or busy, or has missed the change and sees it at its next resync or restart. ${UNTIL_THEN[verb]} The decision is confirmed as soon as it reacts.`;
}
