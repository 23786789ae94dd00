import { useAnalytics, useApi } from '@backstage/core-plugin-api';
import type {
  Decision,
  DecisionChoice,
  Plan,
  PlanPreview,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import { useCallback, useState } from 'react';
import { meshApiRef } from '../../api';
import { readBackendError } from '../../hooks/readBackendError';
import type { AllowedPlan } from './DecisionOption';
import { isSameMoment } from './isSameMoment';

/** What its author adds to a decision. */
export interface DecisionWords {
  reason: string;
  override: boolean;
}

/** A decision that was sent. */
interface Sent {
  choice: DecisionChoice;
  plan: AllowedPlan;
  words: DecisionWords;
  /** The same however often it is sent, so that it is decided once. */
  key: string;
  /** Of decisions that were there before. */
  knownIds: ReadonlySet<string>;
}

/** Where a decision stands, from the first look at its plan to what came of it. */
export type DecisionProgressState =
  | { phase: 'none' }
  | {
      phase: 'review';
      choice: DecisionChoice;
      /** What the author looks at; undefined until somebody has worked it out. */
      plan?: AllowedPlan;
    }
  | ({ phase: 'sending' } & Sent)
  | ({ phase: 'settled'; decision: Decision } & Partial<Sent>)
  | ({ phase: 'conflict' | 'refused' | 'lost'; message: string } & Sent);

/** Errors by which the backend says that it did nothing. Anything else leaves that open. */
const REFUSALS = [
  'AuthenticationError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
];

/** Takes one decision from the plan that was seen to what came of it. It goes on when its dialog is closed. */
export function useDecision(options: {
  entityRef: string;
  service: ServiceView;
  decisions: Decision[];
}) {
  const { entityRef, service, decisions } = options;
  const meshApi = useApi(meshApiRef);
  const analytics = useAnalytics();
  const [state, setState] = useState<DecisionProgressState>({ phase: 'none' });

  const review = useCallback(
    (choice: DecisionChoice, plan?: Plan | PlanPreview) =>
      setState({
        phase: 'review',
        choice,
        ...(plan?.allowed && { plan }),
      }),
    [],
  );
  const forget = useCallback(() => setState({ phase: 'none' }), []);
  const show = useCallback(
    (decision: Decision) => setState({ phase: 'settled', decision }),
    [],
  );

  const deliver = async (sent: Sent) => {
    const { choice, plan, words, key } = sent;
    setState({ ...sent, phase: 'sending' });
    try {
      const decision = await meshApi.decide(
        entityRef,
        {
          service: {
            cluster: service.cluster,
            namespace: service.namespace,
            name: service.name,
          },
          ...choice,
          seen: plan.seen,
          reason: words.reason.trim() || undefined,
          ...(words.override && { override: true }),
        },
        { idempotencyKey: key },
      );
      setState({ ...sent, phase: 'settled', decision });
    } catch (error) {
      const { name, message } = readBackendError(error);
      let phase: 'conflict' | 'refused' | 'lost' = 'lost';
      if (name === 'ConflictError') phase = 'conflict';
      else if (REFUSALS.includes(name)) phase = 'refused';
      setState({ ...sent, phase, message });
    }
  };

  const send = async (
    choice: DecisionChoice,
    plan: AllowedPlan,
    words: DecisionWords,
  ) => {
    analytics.captureEvent(choice.verb, entityRef);
    await deliver({
      choice,
      plan,
      words,
      key: randomKey(),
      knownIds: new Set(decisions.map(({ id }) => id)),
    });
  };

  const sendAgain = async () => {
    if (state.phase === 'lost') await deliver(state);
  };

  return { state, review, forget, show, send, sendAgain };
}

/** Not `randomUUID`, which browsers keep from pages without TLS. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** The newest word on the decision under way: the journal as the stream brings it, or the answer itself. */
export function currentDecision(
  state: DecisionProgressState,
  decisions: Decision[],
): Decision | undefined {
  if (state.phase === 'settled') {
    const streamed = decisions.find(({ id }) => id === state.decision.id);
    return streamed && streamed.updatedAt > state.decision.updatedAt
      ? streamed
      : state.decision;
  }
  if (state.phase === 'sending' || state.phase === 'lost') {
    return decisions.find(
      ({ id, verb, seen }) =>
        !state.knownIds.has(id) &&
        verb === state.choice.verb &&
        isSameMoment(seen, state.plan.seen),
    );
  }
  return undefined;
}
