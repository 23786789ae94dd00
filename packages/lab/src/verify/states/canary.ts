import {
  BY_SUBSET,
  bySubset,
  hostCanary,
  NAME,
  podTemplate,
  rollout,
  service,
  split,
  subsetCanary,
  subsets,
  virtualService,
  virtualServiceWith,
} from '../manifests.ts';
import type { RolloutStage } from '../RolloutStage.ts';
import type { RolloutState } from './RolloutState.ts';

const STEPS = [
  { setWeight: 20 },
  { pause: {} },
  { setWeight: 50 },
  { pause: { duration: '1h' } },
  { setWeight: 80 },
  { pause: {} },
];
const FAIL = { 'lab.meshway.dev/fail': 'imagepull' };

/** Version 1.0.0 runs and 1.1.0 was shipped. */
async function shipped(
  stage: RolloutStage,
  objects: object[],
  annotations?: Record<string, string>,
): Promise<void> {
  await stage.create(objects);
  await stage.untilHealthy();
  await stage.ship('1.1.0', annotations);
}

/** Version 1.1.0 waits at the pause of a step. */
async function pausedAt(
  stage: RolloutStage,
  step: number,
  objects: object[],
): Promise<void> {
  await shipped(stage, objects);
  await stage.untilPausedAt(step);
}

const isReady = async (stage: RolloutStage, message: string) =>
  stage.untilPhase('Progressing', ({ status }) => status.message === message);

/** States of a canary on its way, with every kind of traffic routing. */
export const CANARY_STATES: RolloutState[] = [
  {
    name: 'first-revision-starting',
    what: 'The first revision of a Rollout: its image cannot be pulled yet.',
    reach: async stage => {
      await stage.create(
        subsetCanary(STEPS, {
          spec: { template: podTemplate({ annotations: FAIL }) },
        }),
      );
      await stage.until('it has a message', ({ status }) => status?.message);
    },
  },
  {
    name: 'subset-level-healthy',
    what: 'Canary between subsets: one revision serves all requests.',
    reach: async stage => {
      await stage.create(subsetCanary(STEPS));
      await stage.untilHealthy();
    },
  },
  {
    name: 'subset-level-paused',
    what: 'Canary between subsets: 20 % and a pause without end.',
    reach: stage => pausedAt(stage, 1, subsetCanary(STEPS)),
  },
  {
    name: 'subset-level-timed-pause',
    what: 'Canary between subsets: 50 % and a pause of one hour.',
    reach: async stage => {
      await pausedAt(stage, 1, subsetCanary(STEPS));
      await stage.command('promote');
      await stage.untilPausedAt(3);
    },
  },
  {
    name: 'subset-level-promoted',
    what: 'Canary between subsets after all of its steps: the old pods wait for their scale-down deadline.',
    reach: async stage => {
      await pausedAt(
        stage,
        1,
        subsetCanary([{ setWeight: 20 }, { pause: {} }], {
          canary: { scaleDownDelaySeconds: 3600 },
        }),
      );
      await stage.command('promote');
      await stage.untilHealthy();
    },
  },
  {
    name: 'host-level-healthy',
    what: 'Canary between Services: one revision serves all requests.',
    reach: async stage => {
      await stage.create(hostCanary(STEPS));
      await stage.untilHealthy();
    },
  },
  {
    name: 'host-level-paused',
    what: 'Canary between Services: 20 % and a pause without end.',
    reach: stage => pausedAt(stage, 1, hostCanary(STEPS)),
  },
  {
    name: 'without-traffic-routing-paused',
    what: 'Canary by numbers of pods alone: one of four, at a pause.',
    reach: stage =>
      pausedAt(stage, 1, [
        service(NAME),
        rollout(
          { canary: { steps: [{ setWeight: 25 }, { pause: {} }] } },
          { replicas: 4 },
        ),
      ]),
  },
  {
    name: 'without-steps-healthy',
    what: 'Canary without steps, after an update.',
    reach: async stage => {
      await shipped(stage, subsetCanary([]));
      await stage.untilHealthy();
    },
  },
  {
    name: 'set-weight-zero',
    what: 'Canary that waits at a weight of 0 after one of 20.',
    reach: async stage => {
      await pausedAt(
        stage,
        2,
        subsetCanary([
          { setWeight: 20 },
          { setWeight: 0 },
          { pause: {} },
          { setWeight: 60 },
          { pause: {} },
        ]),
      );
    },
  },
  {
    name: 'canary-scale-step',
    what: 'Canary with a fixed number of pods (setCanaryScale) and no traffic yet, at a pause.',
    reach: stage =>
      pausedAt(
        stage,
        1,
        subsetCanary([
          { setCanaryScale: { replicas: 2 } },
          { pause: {} },
          { setCanaryScale: { matchTrafficWeight: true } },
          { setWeight: 50 },
          { pause: {} },
        ]),
      ),
  },
  {
    name: 'dynamic-stable-scale-half-way',
    what: 'Canary whose stable revision shrinks as it grows: 50 % of four pods each, at a pause.',
    reach: stage =>
      pausedAt(
        stage,
        1,
        hostCanary([{ setWeight: 50 }, { pause: {} }], {
          canary: { dynamicStableScale: true },
          spec: { replicas: 4 },
        }),
      ),
  },
  {
    name: 'ping-pong-paused',
    what: 'Ping-pong canary at a pause: the new revision is behind the pong Service.',
    reach: stage =>
      pausedAt(stage, 1, [
        service(`${NAME}-ping`),
        service(`${NAME}-pong`),
        virtualService(
          split({ host: `${NAME}-ping` }, { host: `${NAME}-pong` }),
        ),
        rollout({
          canary: {
            pingPong: {
              pingService: `${NAME}-ping`,
              pongService: `${NAME}-pong`,
            },
            steps: STEPS,
            trafficRouting: {
              istio: { virtualService: { name: NAME, routes: ['primary'] } },
            },
          },
        }),
      ]),
  },
  {
    name: 'ping-pong-second-update',
    what: 'Ping-pong canary at a pause of its second update: the stable revision is behind the pong Service.',
    reach: async stage => {
      await pausedAt(stage, 1, [
        service(`${NAME}-ping`),
        service(`${NAME}-pong`),
        virtualService(
          split({ host: `${NAME}-ping` }, { host: `${NAME}-pong` }),
        ),
        rollout({
          canary: {
            pingPong: {
              pingService: `${NAME}-ping`,
              pongService: `${NAME}-pong`,
            },
            steps: [{ setWeight: 20 }, { pause: {} }],
            trafficRouting: {
              istio: { virtualService: { name: NAME, routes: ['primary'] } },
            },
          },
        }),
      ]);
      await stage.command('promote');
      await stage.untilHealthy();
      await stage.settle();
      await stage.ship('1.2.0');
      await stage.untilPausedAt(1);
    },
  },
  {
    name: 'several-virtual-services',
    what: 'Canary whose weights are moved in two VirtualServices.',
    reach: stage =>
      pausedAt(stage, 1, [
        service(NAME),
        subsets(),
        virtualService(BY_SUBSET),
        virtualServiceWith(
          { http: [{ name: 'inside', route: BY_SUBSET }] },
          { name: `${NAME}-public`, hosts: ['shop.example.com'] },
        ),
        rollout({
          canary: {
            steps: STEPS,
            trafficRouting: bySubset({
              virtualService: undefined,
              virtualServices: [
                { name: NAME, routes: ['primary'] },
                { name: `${NAME}-public`, routes: ['inside'] },
              ],
            }),
          },
        }),
      ]),
  },
  {
    name: 'tls-routes',
    what: 'Canary whose weights are moved in a TLS route.',
    reach: stage =>
      pausedAt(stage, 1, [
        service(NAME, [{ name: 'tls', port: 443, targetPort: 8443 }]),
        subsets(),
        virtualServiceWith(
          {
            tls: [
              {
                match: [{ port: 443, sniHosts: ['shop.example.com'] }],
                route: BY_SUBSET,
              },
            ],
          },
          { hosts: ['shop.example.com'] },
        ),
        rollout({
          canary: {
            steps: STEPS,
            trafficRouting: bySubset({
              virtualService: {
                name: NAME,
                tlsRoutes: [{ port: 443, sniHosts: ['shop.example.com'] }],
              },
            }),
          },
        }),
      ]),
  },
  {
    name: 'tcp-routes',
    what: 'Canary whose weights are moved in a TCP route.',
    reach: stage =>
      pausedAt(stage, 1, [
        service(NAME, [{ name: 'tcp', port: 3306, targetPort: 3306 }]),
        subsets(),
        virtualServiceWith({
          tcp: [{ match: [{ port: 3306 }], route: BY_SUBSET }],
        }),
        rollout({
          canary: {
            steps: STEPS,
            trafficRouting: bySubset({
              virtualService: { name: NAME, tcpRoutes: [{ port: 3306 }] },
            }),
          },
        }),
      ]),
  },
  {
    name: 'canary-never-ready-subset-level',
    what: 'Canary between subsets whose image cannot be pulled.',
    reach: async stage => {
      await shipped(stage, subsetCanary(STEPS), FAIL);
      await isReady(stage, 'more replicas need to be updated');
    },
  },
  {
    name: 'progress-deadline-host-level',
    what: 'Canary between Services whose image cannot be pulled, past its progress deadline.',
    reach: async stage => {
      await shipped(
        stage,
        hostCanary(STEPS, { spec: { progressDeadlineSeconds: 5 } }),
        FAIL,
      );
      await stage.untilPhase('Degraded');
    },
  },
  {
    name: 'progress-deadline-abort',
    what: 'Canary between Services that was aborted because it passed its progress deadline.',
    reach: async stage => {
      await shipped(
        stage,
        hostCanary(STEPS, {
          spec: { progressDeadlineSeconds: 5, progressDeadlineAbort: true },
        }),
        FAIL,
      );
      await stage.untilPhase('Degraded', ({ status }) => status.abort);
    },
  },
  {
    name: 'superseded-mid-canary',
    what: 'A third revision was shipped while the second one waited at a pause.',
    reach: async stage => {
      await pausedAt(stage, 1, subsetCanary(STEPS, { spec: { replicas: 4 } }));
      const { status } = await stage.rollout();
      await stage.ship('1.2.0');
      await stage.untilPhase(
        'Paused',
        now =>
          now.status.currentPodHash !== status.currentPodHash &&
          now.status.currentStepIndex === 1,
      );
    },
  },
  {
    name: 'rolled-back-mid-canary',
    what: 'At a pause the template went back to that of the stable revision.',
    reach: async stage => {
      await pausedAt(stage, 1, subsetCanary(STEPS));
      await stage.ship('1.0.0');
      await stage.untilHealthy();
    },
  },
  {
    name: 'scaled-to-zero',
    what: 'A Rollout without pods.',
    reach: async stage => {
      await stage.create(subsetCanary(STEPS));
      await stage.untilHealthy();
      await stage.spec({ replicas: 0 });
      await stage.untilPhase(
        'Healthy',
        ({ status }) => !status.replicas && !status.availableReplicas,
      );
    },
  },
  {
    name: 'scaled-to-zero-mid-canary',
    what: 'A Rollout that was scaled to 0 while the canary waited at a pause.',
    reach: async stage => {
      await pausedAt(stage, 1, subsetCanary(STEPS));
      await stage.spec({ replicas: 0 });
      await stage.until(
        'its pods are gone',
        async () => (await stage.list('Pod')).length === 0,
      );
    },
  },
];
