/**
 * What came of a decision.
 */
export interface Settlement {
  state: 'confirmed' | 'failed';
  outcome: string;
}

/** When not even what was to be sent is written down. */
export const NOTHING_SENT: Settlement = {
  state: 'failed',
  outcome: 'Nothing was changed: the portal stopped before anything was sent.',
};

/** Either of the two: afterwards nobody can tell which. */
const UNHEARD =
  'The portal did not hear the answer: it stopped, or the connection broke.';

/** An outcome of which nobody knows whether the API server's answer was heard. */
export function unheard({ state, outcome }: Settlement): Settlement {
  return { state, outcome: `${UNHEARD} ${outcome}` };
}
