import type { DecisionVerb } from '@meshway/plugin-mesh-common';

/** What a decision is called in a sentence. */
export const VERB_NOUNS: Record<DecisionVerb, string> = {
  promote: 'promote',
  'promote-full': 'full promote',
  abort: 'abort',
  retry: 'retry',
  pause: 'pause',
  resume: 'resume',
  restart: 'restart',
  'roll-back': 'roll back',
  shift: 'shift',
};
