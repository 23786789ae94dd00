import { useApi } from '@backstage/core-plugin-api';
import type {
  Delivery,
  DecisionChoice,
  DecisionPlan,
  ServiceRef,
} from '@meshway/plugin-mesh-common';
import { useEffect, useState } from 'react';
import { meshApiRef } from '../../api';
import { BackendError, readBackendError } from '../../hooks/readBackendError';
import { optionsOf } from './DecisionOption';

/** Somebody who types a weight is not asked about between two digits, in milliseconds. */
const DEBOUNCE_MS = 250;

interface Answer {
  /** What was asked. */
  question: string;
  plan?: DecisionPlan;
  error?: BackendError;
}

/**
 * What the backend says that a choice would do, and what the portal asks of its author. The last answer stays until the
 * next one is there; `current` tells whether it is the one to this choice.
 *
 * @param options - `choice`: undefined asks nothing; `delivery`: as the view has it; when other decisions are possible
 * than before, it is asked anew
 */
export function useDecisionPlan(options: {
  entityRef: string;
  service: ServiceRef;
  choice: DecisionChoice | undefined;
  delivery: Delivery;
}): { plan?: DecisionPlan; error?: BackendError; current: boolean } {
  const { entityRef, service, choice, delivery } = options;
  const { cluster, namespace, name } = service;
  const meshApi = useApi(meshApiRef);
  const [answer, setAnswer] = useState<Answer>({ question: '' });
  const question = choice
    ? JSON.stringify([
        entityRef,
        { ...choice, service: { cluster, namespace, name } },
        optionsOf(delivery).map(({ plan }) =>
          plan.allowed ? plan.seen : plan.reason,
        ),
      ])
    : '';

  useEffect(() => {
    if (!question) return undefined;
    const controller = new AbortController();
    const [ref, request] = JSON.parse(question);
    const ask = async () => {
      try {
        const plan = await meshApi.planDecision(ref, request, {
          signal: controller.signal,
        });
        if (!controller.signal.aborted) setAnswer({ question, plan });
      } catch (error) {
        if (controller.signal.aborted) return;
        setAnswer({ question, error: readBackendError(error) });
      }
    };
    const timer = setTimeout(
      ask,
      request.weight === undefined ? 0 : DEBOUNCE_MS,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [meshApi, question]);

  const { plan, error } = answer;
  return question
    ? { plan, error, current: answer.question === question }
    : { current: false };
}
