import type {
  ArgoCanaryDelivery,
  Decision,
  DeliveryStep,
  EntityMeshView,
  Freshness,
  Plan,
  Revision,
  RolloutPlans,
  RolloutSeen,
  ServiceView,
  Signals,
} from '@meshway/plugin-mesh-common';

/** The moment at which the fixtures were taken, unless another is given. */
export const NOW = new Date('2026-11-20T12:00:00Z');

export const ENTITY_REF = 'component:default/productpage';

function before(now: Date, seconds: number): string {
  return new Date(now.getTime() - seconds * 1000).toISOString();
}

export function live(now: Date = NOW): Freshness {
  return { state: 'live', heardAt: now.toISOString() };
}

export function signals(
  requestsPerSecond: number,
  errorShare: number | undefined,
  latency: Signals['latency'] = { p50: 18, p95: 64, p99: 180 },
): Signals {
  return {
    requestsPerSecond,
    errorShare,
    requests: Math.round(requestsPerSecond * 60),
    windowSeconds: 60,
    latency,
  };
}

/** What the canary of the fixtures received. */
export const canarySignals = signals(8.3, 0.0042, {
  p50: 19,
  p95: 66,
  p99: 190,
});

function steps(current: number): DeliveryStep[] {
  const actions: DeliveryStep['action'][] = [
    { kind: 'setWeight', weight: 20 },
    { kind: 'pause' },
    { kind: 'setWeight', weight: 50 },
    { kind: 'pause', durationSeconds: 90 },
    { kind: 'analysis', templates: ['success-share'] },
    { kind: 'setWeight', weight: 80 },
  ];
  return actions.map((action, index) => {
    let state: DeliveryStep['state'] = 'upcoming';
    if (index < current) state = 'done';
    else if (index === current) state = 'current';
    return { index, state, action };
  });
}

export function revision(
  role: Revision['role'],
  version: string,
  overrides: Partial<Revision> & { now?: Date; podCount?: number } = {},
): Revision {
  const { now = NOW, podCount = 2, ...rest } = overrides;
  const hash = role === 'stable' ? '6d8f7c5b9' : '7b4c9d8f6';
  return {
    hash,
    number: role === 'stable' ? 1 : 2,
    role,
    images: [`docker.io/istio/examples-bookinfo-productpage-v1:${version}`],
    version,
    createdAt: before(now, role === 'stable' ? 86400 * 3 : 340),
    desiredPods: podCount,
    readyPods: podCount,
    pods: Array.from({ length: podCount }, (_, index) => ({
      name: `productpage-${hash}-${['x7k2p', 'q9m4d', 'z3w8t'][index % 3]}`,
      readyContainers: 2,
      totalContainers: 2,
      injected: true,
      restarts: 0,
      status: 'Running',
    })),
    signals: role === 'stable' ? signals(33.6, 0.0031) : canarySignals,
    ...rest,
  };
}

export function seenAt(stepIndex: number, now: Date = NOW): RolloutSeen {
  return {
    podHash: '7b4c9d8f6',
    stepIndex,
    pauseStartedAt: before(now, 200),
    weight: stepIndex < 2 ? 20 : 50,
  };
}

export function promotePlan(
  seen: RolloutSeen,
  nextWeight?: number,
): Plan<RolloutSeen> {
  return {
    allowed: true,
    verb: 'promote',
    seen,
    consequences: [
      `Ends the pause at step ${seen.stepIndex + 1} of 6.`,
      `Then sets the weight to ${nextWeight} % and pauses for 90 s.`,
      'Skips nothing; abort stays possible.',
    ],
    nextWeight,
    skips: { pauses: 0, analyses: 0 },
    undo: { possible: true, how: 'Abort the update.' },
    changesSpec: false,
    warnings: [],
    patches: [
      {
        target: {
          kind: 'Rollout',
          namespace: 'bookinfo',
          name: 'productpage',
        },
        subresource: 'status',
        operations: [
          {
            op: 'test',
            path: '/status/currentStepIndex',
            value: seen.stepIndex,
          },
          { op: 'remove', path: '/status/pauseConditions/0' },
        ],
      },
    ],
  };
}

/** The plans of a delivery of which only the promote matters. */
export function plansOf(promote: Plan<RolloutSeen>): RolloutPlans {
  const refused = <V extends keyof RolloutPlans>(verb: V) => ({
    allowed: false as const,
    verb,
    reason: 'Nothing to do.',
  });
  return {
    promote,
    'promote-full': refused('promote-full'),
    abort: refused('abort'),
    retry: refused('retry'),
    pause: refused('pause'),
    resume: refused('resume'),
    restart: refused('restart'),
  };
}

export function canary(
  overrides: Partial<ArgoCanaryDelivery> = {},
  now: Date = NOW,
): ArgoCanaryDelivery {
  return {
    engine: 'argo-rollouts',
    strategy: 'canary',
    workload: { kind: 'Rollout', namespace: 'bookinfo', name: 'productpage' },
    phase: 'Paused',
    message: 'CanaryPauseStep',
    steps: steps(1),
    currentStepIndex: 1,
    aborted: false,
    promotesFully: false,
    pause: { startedAt: before(now, 200) },
    waitsForDecision: true,
    holds: [],
    analyses: [],
    experiments: [],
    managedRoutes: [],
    rollBacks: [],
    weights: {
      desired: 20,
      written: 20,
      routes: [],
      measured: {
        percent: 19.8,
        requests: 2514,
        low: 18.3,
        high: 21.4,
        settled: true,
      },
      drift: [],
    },
    plans: plansOf(promotePlan(seenAt(1, now), 50)),
    ...overrides,
  };
}

const exposure: ServiceView['exposure'] = {
  headline: 'Clients inside call productpage.bookinfo, port 9080.',
  gateways: [],
  inside: {
    hosts: ['productpage', 'productpage.bookinfo'],
    aliases: [],
    ports: [{ port: 9080, name: 'http', protocol: 'HTTP' }],
    notes: [],
  },
  routes: [],
  problems: [],
  notShown: { routes: 0, problems: 0 },
};

const posture: ServiceView['posture'] = {
  mtls: {
    summary: 'All 3 pods take only mutual TLS.',
    server: [
      {
        mode: 'STRICT',
        decidedBy: {
          kind: 'PeerAuthentication',
          namespace: 'bookinfo',
          name: 'default',
        },
        ports: [],
        enforced: true,
        podCount: 3,
        pods: [],
      },
    ],
    clients: [{ mode: 'auto' }],
    notes: [],
  },
  injection: {
    summary: 'All 3 pods have a sidecar.',
    pods: [],
    podCount: 3,
    notes: [],
  },
  authorization: {
    summary: 'Anyone may call.',
    access: [
      { at: 'pods', access: 'open', podCount: 3, text: 'Anyone may call.' },
    ],
    policies: [],
    notes: [],
  },
  resilience: {
    summary: 'No timeout.',
    routes: [],
    destinations: [],
    notes: [],
  },
  identities: [
    { namespace: 'bookinfo', serviceAccount: 'bookinfo-productpage' },
  ],
};

export function service(
  overrides: Partial<ServiceView> = {},
  now: Date = NOW,
): ServiceView {
  return {
    cluster: 'lab',
    namespace: 'bookinfo',
    name: 'productpage',
    headline:
      'Canary `1.20.1` takes 20 % of the traffic (step 2 of 6) and waits for a decision. Errors 0.42 % against 0.31 % on stable.',
    delivery: canary({}, now),
    revisions: [
      revision('canary', '1.20.1', { now, podCount: 1 }),
      revision('stable', '1.19.1', { now }),
    ],
    signals: signals(41.9, 0.0033),
    attribution: { possible: true },
    exposure,
    posture,
    findings: [],
    consent: {
      given: true,
      by: 'Rollout bookinfo/productpage, annotation meshway.dev/entity',
    },
    freshness: { cluster: live(now), metrics: live(now) },
    ...overrides,
  };
}

export function decision(
  overrides: Partial<Decision> = {},
  now: Date = NOW,
): Decision {
  return {
    id: 'd1',
    entityRef: ENTITY_REF,
    service: { cluster: 'lab', namespace: 'bookinfo', name: 'productpage' },
    target: { kind: 'Rollout', namespace: 'bookinfo', name: 'productpage' },
    verb: 'promote',
    state: 'confirmed',
    decidedBy: 'user:default/guest',
    reason: 'Errors are flat for ten minutes, checkout looks good.',
    seen: { ...seenAt(1, now), podHash: '5c9f7d6b8' },
    outcome: 'The controller went on to step 3 of 6 (weight 50 %).',
    requestedAt: before(now, 86400),
    updatedAt: before(now, 86398),
    ...overrides,
  };
}

export function view(
  overrides: Partial<EntityMeshView> = {},
  now: Date = NOW,
): EntityMeshView {
  return {
    entityRef: ENTITY_REF,
    services: [service({}, now)],
    problems: [],
    decisions: [decision({}, now)],
    at: now.toISOString(),
    ...overrides,
  };
}

/** A timed pause after the first promote. */
export function progressingService(now: Date = NOW): ServiceView {
  return service(
    {
      headline:
        'Canary `1.20.1` takes 50 % of the traffic (step 4 of 6) and goes on by itself after the pause.',
      delivery: canary({
        phase: 'Paused',
        steps: steps(3),
        currentStepIndex: 3,
        waitsForDecision: false,
        pause: {
          startedAt: before(now, 35),
          endsAt: before(now, -55),
        },
        weights: {
          desired: 50,
          written: 50,
          routes: [],
          measured: {
            percent: 41.2,
            requests: 1210,
            low: 38.4,
            high: 44,
            settled: true,
          },
          drift: [
            'Measured 41.2 % (38.4 to 44.0 %) where 50 % is written: requests of the window before the last change still count.',
          ],
        },
        plans: plansOf(promotePlan(seenAt(3, now), 80)),
      }),
    },
    now,
  );
}

/** All steps done. */
export function healthyService(now: Date = NOW): ServiceView {
  return service(
    {
      headline:
        'Version `1.20.1` serves all traffic. Errors 0.31 % of 41.9 requests/s.',
      delivery: canary({
        phase: 'Healthy',
        message: '',
        steps: steps(6),
        currentStepIndex: 6,
        pause: undefined,
        waitsForDecision: false,
        weights: {
          desired: 0,
          written: 0,
          routes: [],
          measured: undefined,
          drift: [],
        },
        plans: plansOf({
          allowed: false,
          verb: 'promote',
          reason: 'There is no canary: version 1.20.1 is stable.',
        }),
      }),
      revisions: [
        revision('stable', '1.20.1', { now, signals: signals(41.9, 0.0031) }),
      ],
    },
    now,
  );
}

/** A canary whose image cannot be pulled. */
export function degradedService(now: Date = NOW): ServiceView {
  return service(
    {
      headline:
        'Canary `1.99.0` does not come up: its pods cannot pull their image. Stable `1.19.1` serves all traffic.',
      delivery: canary({
        phase: 'Degraded',
        message:
          'ProgressDeadlineExceeded: ReplicaSet "productpage-7b4c9d8f6" has timed out progressing.',
        steps: steps(0),
        currentStepIndex: 0,
        pause: undefined,
        waitsForDecision: false,
        weights: {
          desired: 20,
          written: 0,
          routes: [],
          measured: undefined,
          drift: [
            'Desired 20 %, written 0 %: the controller waits for canary pods.',
          ],
        },
        plans: plansOf({
          allowed: false,
          verb: 'promote',
          reason:
            'The canary is not at a pause. Mend the image or abort the release.',
        }),
      }),
      revisions: [
        revision('canary', '1.99.0', {
          now,
          readyPods: 0,
          podCount: 1,
          signals: undefined,
          pods: [
            {
              name: 'productpage-7b4c9d8f6-x7k2p',
              readyContainers: 1,
              totalContainers: 2,
              injected: true,
              restarts: 3,
              status: 'ImagePullBackOff',
            },
            {
              name: 'productpage-7b4c9d8f6-q9m4d',
              readyContainers: 1,
              totalContainers: 1,
              injected: false,
              restarts: 0,
              status: 'Running',
            },
          ],
        }),
        revision('stable', '1.19.1', { now, signals: signals(41.9, 0.0031) }),
      ],
    },
    now,
  );
}

/** A preview that waits to take over. */
export function blueGreenService(now: Date = NOW): ServiceView {
  const { workload, phase, waitsForDecision, plans } = canary({}, now);
  return service(
    {
      headline:
        'Preview `1.20.1` is ready beside the active `1.19.1` and waits for a decision.',
      delivery: {
        engine: 'argo-rollouts',
        strategy: 'blueGreen',
        workload,
        phase,
        message: 'BlueGreenPause',
        aborted: false,
        promotesFully: false,
        pause: { startedAt: before(now, 200) },
        waitsForDecision,
        holds: [],
        analyses: [],
        plans,
        rollBacks: [],
        activeService: 'productpage',
        previewService: 'productpage-preview',
        activeHash: '6d8f7c5b9',
        previewHash: '7b4c9d8f6',
        drift: [],
      },
      revisions: [
        revision('preview', '1.20.1', { now, signals: undefined }),
        revision('stable', '1.19.1', { now }),
      ],
    },
    now,
  );
}

/** Two Deployments whose weights people move. */
export function weightedService(now: Date = NOW): ServiceView {
  const { weights } = canary({}, now);
  const refused = <V extends 'promote' | 'roll-back' | 'shift'>(verb: V) => ({
    allowed: false as const,
    verb,
    reason: 'Nothing to do.',
  });
  return service(
    {
      headline:
        '`v2` takes 20 % of the traffic, `v1` 80 %; the weights are moved by hand.',
      delivery: {
        engine: 'weighted-routes',
        workloads: [
          { kind: 'Deployment', namespace: 'bookinfo', name: 'productpage-v1' },
          { kind: 'Deployment', namespace: 'bookinfo', name: 'productpage-v2' },
        ],
        route: {
          virtualService: { namespace: 'bookinfo', name: 'productpage' },
          protocol: 'http',
          index: 0,
        },
        destinations: [
          {
            host: 'productpage',
            subset: 'v1',
            weight: 80,
            role: 'stable',
            hashes: ['6d8f7c5b9'],
          },
          {
            host: 'productpage',
            subset: 'v2',
            weight: 20,
            role: 'canary',
            hashes: ['7b4c9d8f6'],
          },
        ],
        matched: ['Requests with the header `end-user: jason` go to `v2`.'],
        ladder: [5, 10, 25, 50, 100],
        phase: 'Paused',
        message: '',
        waitsForDecision: true,
        holds: [
          {
            code: 'canary-not-ready',
            sentence: '`v2` has 1 of 2 pods ready.',
            mend: 'Look at its pods.',
          },
        ],
        weights,
        plans: {
          promote: refused('promote'),
          'roll-back': refused('roll-back'),
          shift: refused('shift'),
        },
      },
    },
    now,
  );
}

/** A Deployment without an engine. */
export function plainService(now: Date = NOW): ServiceView {
  return service(
    {
      name: 'details',
      headline:
        'Version `1.20.1` serves all traffic. Errors 0 % of 12.4 requests/s.',
      delivery: {
        engine: 'none',
        workloads: [
          { kind: 'Deployment', namespace: 'bookinfo', name: 'details-v1' },
        ],
        reason:
          'A Deployment replaces its pods by itself, so there is nothing to decide. Use a Rollout to release step by step.',
      },
      revisions: [
        revision('active', '1.20.1', { now, signals: signals(12.4, 0) }),
      ],
      signals: signals(12.4, 0),
    },
    now,
  );
}
