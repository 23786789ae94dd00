import type {
  Analysis,
  Delivery,
  Revision,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import { driftOf } from '../notify/occasionsOf';
import type { Zod } from './Zod';

/** More would only be skimmed. */
const MAX_ANALYSES = 3;
const MAX_FINDINGS = 5;
const MAX_PODS = 5;

/** The shape of a {@link deliveryExplanation}. */
export function deliveryExplanationSchema(zod: Zod) {
  return zod.object({
    service: zod.object({
      cluster: zod.string(),
      namespace: zod.string(),
      name: zod.string(),
    }),
    headline: zod.string(),
    holds: zod.array(
      zod.object({ sentence: zod.string(), mend: zod.string().optional() }),
    ),
    drift: zod.array(zod.string()),
    verdict: zod.string().optional(),
    analyses: zod.array(zod.string()),
    podsInTrouble: zod.array(zod.string()),
    errorsInConfiguration: zod.array(
      zod.object({ message: zod.string(), mend: zod.string() }),
    ),
    possible: zod.array(
      zod.object({ verb: zod.string(), consequences: zod.array(zod.string()) }),
    ),
    impossible: zod.array(
      zod.object({ verb: zod.string(), reason: zod.string() }),
    ),
  });
}

/**
 * Why a delivery stands where it does, and what could be decided now.
 */
export function deliveryExplanation(view: ServiceView) {
  const { delivery, revisions, findings } = view;
  const plans = 'plans' in delivery ? Object.values(delivery.plans) : [];
  return {
    service: {
      cluster: view.cluster,
      namespace: view.namespace,
      name: view.name,
    },
    headline: view.headline,
    holds: holdsOf(delivery),
    drift: delivery.engine === 'none' ? [] : driftOf(delivery),
    verdict: view.verdict?.sentence,
    analyses: ('analyses' in delivery ? delivery.analyses : [])
      .slice(0, MAX_ANALYSES)
      .map(analysisSentence),
    podsInTrouble: revisions.flatMap(podsInTrouble).slice(0, MAX_PODS),
    errorsInConfiguration: findings
      .filter(({ severity }) => severity === 'error')
      .slice(0, MAX_FINDINGS)
      .map(({ message, mend }) => ({ message, mend })),
    possible: plans.flatMap(plan =>
      plan.allowed ? { verb: plan.verb, consequences: plan.consequences } : [],
    ),
    impossible: plans.flatMap(plan =>
      plan.allowed ? [] : { verb: plan.verb, reason: plan.reason },
    ),
  };
}

function holdsOf(delivery: Delivery) {
  return delivery.engine === 'none'
    ? [{ sentence: delivery.reason }]
    : delivery.holds.map(({ sentence, mend }) => ({ sentence, mend }));
}

function analysisSentence({ name, phase, message, metrics }: Analysis): string {
  const failing = metrics
    .filter(
      metric => !['Successful', 'Running', 'Pending'].includes(metric.phase),
    )
    .map(metric => `${metric.name} is ${metric.phase}`);
  return [`Analysis ${name} is ${phase}`, message, ...failing]
    .filter(part => part !== '')
    .join('; ');
}

function podsInTrouble({ role, version, pods }: Revision): string[] {
  return pods
    .filter(
      ({ readyContainers, totalContainers }) =>
        readyContainers < totalContainers,
    )
    .map(
      pod =>
        `Pod ${pod.name} of ${role} ${version}: ${pod.status}, ${pod.readyContainers} of ${pod.totalContainers} containers ready, ${pod.restarts} restarts`,
    );
}
