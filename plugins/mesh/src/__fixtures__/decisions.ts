import type {
  AllowedPreview,
  ArgoCanaryDelivery,
  DecisionVerb,
  Plan,
  RolloutPlans,
  RolloutSeen,
  RouteSeen,
  ServiceView,
  WeightedRoutesDelivery,
} from '@meshway/plugin-mesh-common';
import { canary, NOW, promotePlan, seenAt, weightedService } from './views';

/** What each of the other decisions about a waiting canary would do. */
const OTHERS: Record<
  Exclude<keyof RolloutPlans, 'promote' | 'retry' | 'resume'>,
  Partial<AllowedPreview>
> = {
  'promote-full': {
    consequences: ['Goes on to 100 % at once and ends the release.'],
    nextWeight: 100,
    skips: { pauses: 1, analyses: 1 },
  },
  abort: {
    consequences: ['All traffic goes back to `1.19.1`.'],
    nextWeight: 0,
    undo: { possible: true, how: 'Retry begins at the first step again.' },
  },
  pause: {
    consequences: ['The controller stops where it is until somebody resumes.'],
    changesSpec: true,
    warnings: ['Argo CD application `bookinfo` would take the change back.'],
  },
  restart: { consequences: ['Every pod is replaced, one after the other.'] },
};

function planOf(
  verb: DecisionVerb,
  seen: RolloutSeen,
  overrides: Partial<AllowedPreview>,
): Plan<RolloutSeen> {
  const base = promotePlan(seen);
  if (!base.allowed) throw new Error(base.reason);
  return {
    ...base,
    ...overrides,
    verb,
    seen,
    nextWeight: overrides.nextWeight,
    patches: base.patches,
  };
}

/** A canary that waits, about which everything can be decided that makes sense there. */
export function decidableCanary(now: Date = NOW): ArgoCanaryDelivery {
  const seen = seenAt(1, now);
  const base = canary({}, now);
  const plans = { ...base.plans };
  for (const [verb, overrides] of Object.entries(OTHERS)) {
    plans[verb as keyof RolloutPlans] = planOf(
      verb as DecisionVerb,
      seen,
      overrides,
    );
  }
  const rollBack = (number: number, version: string) => ({
    number,
    version,
    hash: `hash-${number}`,
    plan: planOf('roll-back', seen, {
      consequences: [
        `The pods of revision ${number} (\`${version}\`) take over, as a release.`,
      ],
      changesSpec: true,
    }),
  });
  return {
    ...base,
    plans,
    rollBacks: [rollBack(4, '1.18.0'), rollBack(3, '1.17.2')],
  };
}

/** A canary that was aborted, and can be tried again. */
export function abortedCanary(now: Date = NOW): ArgoCanaryDelivery {
  const base = canary({ waitsForDecision: false, pause: undefined }, now);
  return {
    ...base,
    phase: 'Degraded',
    aborted: true,
    plans: {
      ...base.plans,
      promote: {
        allowed: false,
        verb: 'promote',
        reason: 'The update was aborted: retry it first.',
      },
      retry: planOf('retry', seenAt(0, now), {
        consequences: ['The release begins at its first step again.'],
        nextWeight: 20,
      }),
    },
  };
}

const ROUTE_SEEN: RouteSeen = {
  virtualService: 'bookinfo/productpage',
  route: 'http/0',
  weights: [
    { destination: 'productpage:v1', weight: 80 },
    { destination: 'productpage:v2', weight: 20 },
  ],
};

/** Moves the weights of two versions by hand. */
export function shiftPlan(
  verb: 'promote' | 'roll-back' | 'shift',
  nextWeight: number,
): Plan<RouteSeen> {
  return {
    allowed: true,
    verb,
    seen: ROUTE_SEEN,
    consequences: [
      `\`v2\` gets ${nextWeight} % of the traffic instead of 20 %.`,
    ],
    nextWeight,
    skips: { pauses: 0, analyses: 0 },
    undo: { possible: true, how: 'Shift back to 20 %.' },
    changesSpec: true,
    warnings: [],
    patches: [
      {
        target: {
          kind: 'VirtualService',
          namespace: 'bookinfo',
          name: 'productpage',
        },
        operations: [
          {
            op: 'replace',
            path: '/spec/http/0/route/1/weight',
            value: nextWeight,
          },
        ],
      },
    ],
  };
}

/** Two versions whose weights can be shifted. */
export function shiftableService(now: Date = NOW): ServiceView {
  const service = weightedService(now);
  const delivery = service.delivery as WeightedRoutesDelivery;
  return {
    ...service,
    delivery: {
      ...delivery,
      holds: [],
      plans: {
        shift: shiftPlan('shift', 25),
        promote: shiftPlan('promote', 100),
        'roll-back': shiftPlan('roll-back', 0),
      },
    },
  };
}
