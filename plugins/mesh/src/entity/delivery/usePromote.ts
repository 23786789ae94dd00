import { useAnalytics, useApi } from '@backstage/core-plugin-api';
import type {
  Decision,
  Plan,
  RolloutSeen,
  Seen,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import { useCallback, useState } from 'react';
import { meshApiRef } from '../../api';
import { readBackendError } from '../../hooks/readBackendError';

/** A plan that can be carried out. */
export type AllowedPlan = Extract<Plan<RolloutSeen>, { allowed: true }>;

/** Where the promote dialog stands. `plan` is what its author saw when it was opened. */
export type PromoteState =
  | { phase: 'closed' }
  | { phase: 'review'; plan: AllowedPlan }
  | { phase: 'sending'; plan: AllowedPlan; knownIds: ReadonlySet<string> }
  | { phase: 'settled'; plan: AllowedPlan; decision: Decision }
  | { phase: 'conflict'; plan: AllowedPlan; message: string }
  | { phase: 'refused'; plan: AllowedPlan; message: string }
  | {
      phase: 'lost';
      plan: AllowedPlan;
      knownIds: ReadonlySet<string>;
      message: string;
    };

/** Errors by which the backend says that it did nothing. Anything else leaves that open. */
const REFUSALS = [
  'AuthenticationError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
];

/** Takes one promote from the plan that was seen to what came of it. */
export function usePromote(options: {
  entityRef: string;
  service: ServiceView;
  decisions: Decision[];
}) {
  const { entityRef, service, decisions } = options;
  const meshApi = useApi(meshApiRef);
  const analytics = useAnalytics();
  const [state, setState] = useState<PromoteState>({ phase: 'closed' });

  const review = useCallback(
    (plan: AllowedPlan) => setState({ phase: 'review', plan }),
    [],
  );
  const close = useCallback(
    () =>
      setState(last => (last.phase === 'sending' ? last : { phase: 'closed' })),
    [],
  );

  const send = async (plan: AllowedPlan, reason: string) => {
    const knownIds = new Set(decisions.map(decision => decision.id));
    setState({ phase: 'sending', plan, knownIds });
    analytics.captureEvent('promote', entityRef);
    try {
      const decision = await meshApi.decide(entityRef, {
        service: {
          cluster: service.cluster,
          namespace: service.namespace,
          name: service.name,
        },
        verb: 'promote',
        seen: plan.seen,
        reason: reason.trim() || undefined,
      });
      setState({ phase: 'settled', plan, decision });
    } catch (error) {
      const { name, message } = readBackendError(error);
      if (name === 'ConflictError') {
        setState({ phase: 'conflict', plan, message });
      } else if (REFUSALS.includes(name)) {
        setState({ phase: 'refused', plan, message });
      } else {
        setState({ phase: 'lost', plan, knownIds, message });
      }
    }
  };

  return { state, review, close, send };
}

/** The newest word on the decision under way: the journal as the stream brings it, or the answer itself. */
export function currentDecision(
  state: PromoteState,
  decisions: Decision[],
): Decision | undefined {
  if (state.phase === 'settled') {
    const streamed = decisions.find(
      decision => decision.id === state.decision.id,
    );
    return streamed && streamed.updatedAt > state.decision.updatedAt
      ? streamed
      : state.decision;
  }
  if (state.phase === 'sending' || state.phase === 'lost') {
    return decisions.find(
      decision =>
        !state.knownIds.has(decision.id) &&
        isSameMoment(decision.seen, state.plan.seen),
    );
  }
  return undefined;
}

/** Whether two plans start from the same pause of the same revision. */
export function isSameMoment(a: Seen, b: RolloutSeen): boolean {
  return (
    'podHash' in a &&
    a.podHash === b.podHash &&
    a.stepIndex === b.stepIndex &&
    a.pauseStartedAt === b.pauseStartedAt
  );
}
