import { parseObject, type MeshKind } from '@meshway/plugin-mesh-common';
import type { Contents } from './FakeCluster';

/** Two versions of `reviews` behind one VirtualService; the second is the canary and gets a tenth of the traffic. */
export function fakeRoute(): Contents {
  return {
    kind: 'VirtualService',
    raw: {
      metadata: {
        ...metadataOf('reviews'),
        uid: 'uid-route',
        generation: 4,
        annotations: { 'meshway.dev/canary': 'v2' },
      },
      spec: {
        hosts: ['reviews'],
        http: [{ route: [destination('v1', 90), destination('v2', 10)] }],
      },
    },
    others: [
      object('Service', 'reviews', { spec: { selector: { app: 'reviews' } } }),
      object('DestinationRule', 'reviews', {
        spec: {
          host: 'reviews',
          subsets: ['v1', 'v2'].map(version => ({
            name: version,
            labels: { version },
          })),
        },
      }),
      ...versionOf('v1'),
      ...versionOf('v2'),
    ],
  };
}

function destination(subset: string, weight: number) {
  return { destination: { host: 'reviews', subset }, weight };
}

function versionOf(version: string) {
  const name = `reviews-${version}`;
  const labels = { app: 'reviews', version };
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'app', image: `reviews:${version}` }] },
  };
  const ownedBy = (kind: string, owner: string) => ({
    ownerReferences: [
      { kind, name: owner, uid: `uid-${kind}-${owner}`, controller: true },
    ],
  });
  const hash = { 'pod-template-hash': version };
  return [
    object('Deployment', name, { spec: { template } }),
    object(
      'ReplicaSet',
      name,
      { spec: { replicas: 1, template }, status: { readyReplicas: 1 } },
      { ...ownedBy('Deployment', name), labels: { ...labels, ...hash } },
    ),
    object(
      'Pod',
      name,
      {
        spec: { containers: [{ name: 'app' }] },
        status: {
          phase: 'Running',
          containerStatuses: [
            {
              name: 'app',
              ready: true,
              restartCount: 0,
              state: { running: {} },
            },
          ],
        },
      },
      { ...ownedBy('ReplicaSet', name), labels: { ...labels, ...hash } },
    ),
  ];
}

function object(kind: MeshKind, name: string, parts: object, more?: object) {
  return parseObject(kind, {
    metadata: { ...metadataOf(name), uid: `uid-${kind}-${name}`, ...more },
    ...parts,
  });
}

function metadataOf(name: string) {
  return { name, namespace: 'shop', resourceVersion: '1' };
}
