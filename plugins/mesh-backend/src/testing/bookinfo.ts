import type { MeshKind } from '@meshway/plugin-mesh-common';
import type { RawObject } from './FakeApiServer';

const LABELS = { app: 'productpage' };
const STABLE = '64498bc78b';
const CANARY = '84bf898985';

function meta(name: string, extra: object = {}): RawObject['metadata'] {
  return {
    name,
    namespace: 'bookinfo',
    uid: `uid-${name}`,
    resourceVersion: '100',
    creationTimestamp: '2026-11-20T19:38:21Z',
    ...extra,
  };
}

function template(image: string) {
  return {
    metadata: { labels: LABELS },
    spec: { containers: [{ name: 'productpage', image }] },
  };
}

function replicaSet(hash: string, revision: string, image: string): RawObject {
  return {
    kind: 'ReplicaSet',
    metadata: meta(`productpage-${hash}`, {
      labels: { ...LABELS, 'rollouts-pod-template-hash': hash },
      annotations: { 'rollout.argoproj.io/revision': revision },
      ownerReferences: [
        {
          kind: 'Rollout',
          name: 'productpage',
          uid: 'uid-productpage',
          controller: true,
        },
      ],
    }),
    spec: { replicas: 1, template: template(image) },
    status: { readyReplicas: 1, availableReplicas: 1 },
  };
}

function pod(name: string, hash: string): RawObject {
  const ready = (container: string) => ({
    name: container,
    ready: true,
    restartCount: 0,
    state: { running: {} },
  });
  return {
    kind: 'Pod',
    metadata: meta(name, {
      labels: { ...LABELS, 'rollouts-pod-template-hash': hash },
      ownerReferences: [
        {
          kind: 'ReplicaSet',
          name: `productpage-${hash}`,
          uid: `uid-productpage-${hash}`,
          controller: true,
        },
      ],
    }),
    spec: { containers: [{ name: 'productpage' }, { name: 'istio-proxy' }] },
    status: {
      phase: 'Running',
      containerStatuses: [ready('productpage'), ready('istio-proxy')],
    },
  };
}

/**
 * The productpage of Istio's bookinfo sample as a Rollout that waits at its first pause with 20 % of the traffic
 * on the canary. The Rollout names `component:default/productpage`.
 */
export function bookinfo(): Record<
  Extract<
    MeshKind,
    | 'Namespace'
    | 'Service'
    | 'Rollout'
    | 'ReplicaSet'
    | 'Pod'
    | 'VirtualService'
  >,
  RawObject[]
> {
  return {
    Namespace: [
      {
        kind: 'Namespace',
        metadata: meta('bookinfo', { namespace: undefined }),
      },
    ],
    Service: [
      {
        kind: 'Service',
        metadata: { ...meta('productpage'), uid: 'uid-service' },
        spec: { selector: LABELS },
      },
    ],
    Rollout: [
      {
        kind: 'Rollout',
        metadata: meta('productpage', {
          generation: 2,
          annotations: {
            'meshway.dev/entity': 'component:default/productpage',
          },
        }),
        spec: {
          replicas: 2,
          selector: { matchLabels: LABELS },
          template: template('istio/examples-bookinfo-productpage-v1:1.20.1'),
          strategy: {
            canary: {
              steps: [{ setWeight: 20 }, { pause: {} }, { setWeight: 60 }],
              trafficRouting: {
                istio: { virtualService: { name: 'productpage' } },
              },
            },
          },
        },
        status: {
          observedGeneration: '2',
          phase: 'Paused',
          message: 'CanaryPauseStep',
          controllerPause: true,
          pauseConditions: [
            { reason: 'CanaryPauseStep', startTime: '2026-11-20T19:39:18Z' },
          ],
          currentPodHash: CANARY,
          stableRS: STABLE,
          currentStepIndex: 1,
          canary: {
            weights: {
              canary: { podTemplateHash: CANARY, weight: 20 },
              stable: { podTemplateHash: STABLE, weight: 80 },
            },
          },
        },
      },
    ],
    ReplicaSet: [
      replicaSet(STABLE, '1', 'istio/examples-bookinfo-productpage-v1:1.19.1'),
      replicaSet(CANARY, '2', 'istio/examples-bookinfo-productpage-v1:1.20.1'),
    ],
    Pod: [
      pod('productpage-stable-0', STABLE),
      pod('productpage-stable-1', STABLE),
      pod('productpage-canary-0', CANARY),
    ],
    VirtualService: [
      {
        kind: 'VirtualService',
        metadata: { ...meta('productpage'), uid: 'uid-virtualservice' },
        spec: {
          hosts: ['productpage'],
          http: [
            {
              name: 'primary',
              route: [
                {
                  destination: { host: 'productpage', subset: 'stable' },
                  weight: 80,
                },
                {
                  destination: { host: 'productpage', subset: 'canary' },
                  weight: 20,
                },
              ],
            },
          ],
        },
      },
    ],
  };
}

/** What the author of a promote sees in this state. */
export const BOOKINFO_SEEN = {
  podHash: CANARY,
  stepIndex: 1,
  pauseStartedAt: '2026-11-20T19:39:18Z',
  weight: 20,
};
