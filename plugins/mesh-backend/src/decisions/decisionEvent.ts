import type { Decision } from '@meshway/plugin-mesh-common';
import type { DecisionEvent } from './DecisionAccess';
import { VERB_NOUNS } from './verbNouns';

/** What a cluster is told of a decision, for whoever looks at its Events. */
export function eventOf(decision: Decision): DecisionEvent {
  const { verb, decidedBy, approval, reason, id, target } = decision;
  const word = VERB_NOUNS[verb].replace(/(?:^| )(.)/g, (_, first: string) =>
    first.toUpperCase(),
  );
  return {
    decision: id,
    target,
    reason: `Meshway${word}`,
    message: [
      `${decidedBy} decided a ${VERB_NOUNS[verb]}${
        approval?.by ? `, approved by ${approval.by}` : ''
      }${reason ? `: ${reason}` : ''}`,
      `(decision ${id})`,
    ].join(' '),
  };
}
