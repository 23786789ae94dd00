import { deploymentOf, object } from '../__fixtures__/objects';
import { recorded } from '../__fixtures__/recorded';
import { lookupOf } from '../kubernetes/lookupOf';
import type { MeshObject } from '../kubernetes';
import { findServiceObjects } from './findServiceObjects';

const names = (objects: { metadata: { name: string } }[]) =>
  objects.map(({ metadata }) => metadata.name);

describe('findServiceObjects', () => {
  it('answers undefined for a Service that is not there', () => {
    expect(findServiceObjects(lookupOf([]), 'shop', 'catalog')).toBeUndefined();
  });

  it('finds both Deployments behind a Service, their pods and their route', () => {
    const v1 = deploymentOf('catalog', 'v1');
    const v2 = deploymentOf('catalog', 'v2');
    const other = deploymentOf('orders', 'v1');
    const found = findServiceObjects(
      lookupOf([
        object('Namespace', 'shop'),
        object('Service', 'catalog', {
          spec: { selector: { app: 'catalog' } },
        }),
        ...Object.values(v1),
        ...Object.values(v2),
        ...Object.values(other),
        object('VirtualService', 'catalog', { spec: { hosts: ['catalog'] } }),
        object('VirtualService', 'orders', { spec: { hosts: ['orders'] } }),
        object('VirtualService', 'web', {
          spec: {
            hosts: ['www.example.com'],
            http: [
              {
                route: [
                  { destination: { host: 'catalog.shop.svc.cluster.local' } },
                ],
              },
            ],
          },
        }),
        object('DestinationRule', 'catalog', { spec: { host: 'catalog' } }),
        object('DestinationRule', 'abroad', {
          spec: { host: 'catalog.other' },
        }),
      ]),
      'shop',
      'catalog',
    )!;
    expect(names(found.deployments)).toEqual(['catalog-v1', 'catalog-v2']);
    expect(names(found.pods)).toEqual([
      'catalog-v1-hashv1-abcde',
      'catalog-v2-hashv2-abcde',
    ]);
    expect(names(found.virtualServices)).toEqual(['catalog', 'web']);
    expect(names(found.destinationRules)).toEqual(['catalog']);
    expect(found.namespace?.metadata.name).toBe('shop');
  });

  it('takes no workload for a Service without selector', () => {
    const found = findServiceObjects(
      lookupOf([
        object('Service', 'outside'),
        ...Object.values(deploymentOf('a', 'v1')),
      ]),
      'shop',
      'outside',
    )!;
    expect(found.deployments).toEqual([]);
  });

  it('finds the Rollout behind a Service whose selector the controller narrowed to one hash', () => {
    const { objects } = recorded('hostlevel-paused-background-analysis');
    expect(
      objects.service.spec.selector?.['rollouts-pod-template-hash'],
    ).toBeDefined();
    expect(names(objects.rollouts)).toEqual(['pay']);
    expect(names(objects.virtualServices)).toEqual(['pay']);
  });

  it('takes a Rollout that borrows the template of a Deployment, and not that Deployment', () => {
    const { deployment } = deploymentOf('catalog', 'v1');
    const found = findServiceObjects(
      lookupOf([
        object('Service', 'catalog', {
          spec: { selector: { app: 'catalog' } },
        }),
        deployment,
        object('Rollout', 'catalog', {
          spec: { workloadRef: { kind: 'Deployment', name: 'catalog-v1' } },
        }),
      ]),
      'shop',
      'catalog',
    )!;
    expect(names(found.rollouts)).toEqual(['catalog']);
    expect(found.deployments).toEqual([]);
  });

  it('finds a VirtualService that the Rollout names in another namespace', () => {
    const found = findServiceObjects(
      lookupOf([
        object('Service', 'catalog', {
          spec: { selector: { app: 'catalog' } },
        }),
        object('Rollout', 'catalog', {
          spec: {
            template: { metadata: { labels: { app: 'catalog' } } },
            strategy: {
              canary: {
                trafficRouting: {
                  istio: { virtualService: { name: 'routes.gateways' } },
                },
              },
            },
          },
        }),
        object('VirtualService', 'routes', { namespace: 'gateways' }),
      ]),
      'shop',
      'catalog',
    )!;
    expect(names(found.virtualServices)).toEqual(['routes']);
  });

  describe('workloads', () => {
    const labels = { app: 'catalog' };
    const template = { metadata: { labels } };
    const service = object('Service', 'catalog', {
      spec: { selector: labels },
    });
    const find = (...objects: MeshObject[]) =>
      findServiceObjects(lookupOf([service, ...objects]), 'shop', 'catalog')!;

    it('keeps two Services over the same pods apart and gives both the pods', () => {
      const { deployment, replicaSet, pod } = deploymentOf('catalog', 'v1');
      const all = [
        service,
        object('Service', 'catalog-headless', {
          spec: { selector: labels, clusterIP: 'None' },
        }),
        deployment,
        replicaSet,
        pod,
      ];
      for (const name of ['catalog', 'catalog-headless']) {
        const found = findServiceObjects(lookupOf(all), 'shop', name)!;
        expect(names(found.pods)).toEqual([pod.metadata.name]);
        expect(found.siblings).toEqual([]);
      }
    });

    it('takes no workload for an ExternalName, whatever selector it has', () => {
      const found = findServiceObjects(
        lookupOf([
          object('Service', 'outside', {
            spec: {
              type: 'ExternalName',
              externalName: 'example.com',
              selector: labels,
            },
          }),
          deploymentOf('catalog', 'v1').deployment,
        ]),
        'shop',
        'outside',
      )!;
      expect(found.deployments).toEqual([]);
    });

    it('leaves out pods and ReplicaSets that no workload owns', () => {
      const orphan = object('ReplicaSet', 'old', { spec: { template } });
      const found = find(
        orphan,
        object('Pod', 'by-hand', { labels }),
        object('Pod', 'of-daemon-set', {
          labels,
          ownedBy: { kind: 'DaemonSet', metadata: { name: 'd', uid: 'd1' } },
        }),
        object('Pod', 'of-orphan', { labels, ownedBy: orphan }),
      );
      expect(found.replicaSets).toEqual([]);
      expect(found.pods).toEqual([]);
    });

    it('goes by uid where a workload was made again with the same name', () => {
      const { deployment, replicaSet, pod } = deploymentOf('catalog', 'v1');
      const again = object('Deployment', deployment.metadata.name, {
        spec: { template },
      });
      const found = find(again, replicaSet, pod);
      expect(names(found.deployments)).toEqual([deployment.metadata.name]);
      expect(found.replicaSets).toEqual([]);
      expect(found.pods).toEqual([]);
    });

    it('finds the pods of a StatefulSet', () => {
      const set = object('StatefulSet', 'catalog', { spec: { template } });
      const found = find(set, object('Pod', 'catalog-0', { ownedBy: set }));
      expect(names(found.statefulSets)).toEqual(['catalog']);
      expect(names(found.pods)).toEqual(['catalog-0']);
    });

    it('takes a Rollout that borrows the template of a ReplicaSet', () => {
      const found = find(
        object('ReplicaSet', 'lender', { spec: { template } }),
        object('Rollout', 'catalog', {
          spec: { workloadRef: { kind: 'ReplicaSet', name: 'lender' } },
        }),
      );
      expect(names(found.rollouts)).toEqual(['catalog']);
    });

    it('tells the Rollout that borrows a PodTemplate by its ReplicaSets, which is not watched itself', () => {
      const rollout = object('Rollout', 'catalog', {
        spec: { workloadRef: { kind: 'PodTemplate', name: 'lender' } },
      });
      const owned = object('ReplicaSet', 'catalog-1', {
        ownedBy: rollout,
        spec: { template },
      });
      expect(find(rollout, owned).rollouts).toEqual([rollout]);
      expect(find(rollout).rollouts).toEqual([]);
    });

    it('tells a Rollout whose spec cannot be read by its ReplicaSets', () => {
      const rollout = object('Rollout', 'catalog', {
        spec: { replicas: 'two' },
      });
      const owned = object('ReplicaSet', 'catalog-1', {
        ownedBy: rollout,
        spec: { template },
      });
      expect(find(rollout, owned).rollouts).toEqual([rollout]);
    });

    it('finds the experiments of a Rollout and the analysis runs of both', () => {
      const rollout = object('Rollout', 'catalog', { spec: { template } });
      const experiment = object('Experiment', 'e', { ownedBy: rollout });
      const found = find(
        rollout,
        experiment,
        object('Experiment', 'by-hand'),
        object('AnalysisRun', 'of-rollout', { ownedBy: rollout }),
        object('AnalysisRun', 'of-experiment', { ownedBy: experiment }),
        object('AnalysisRun', 'by-hand'),
      );
      expect(names(found.experiments)).toEqual(['e']);
      expect(names(found.analysisRuns)).toEqual([
        'of-rollout',
        'of-experiment',
      ]);
    });
  });

  describe('siblings', () => {
    const ofVersion = (version: string) =>
      object('Service', `catalog-${version}`, {
        spec: { selector: { app: 'catalog', version } },
      });
    const root = object('Service', 'catalog', {
      spec: { selector: { app: 'catalog' } },
    });
    const route = (...hosts: string[]) => ({
      route: hosts.map(host => ({ destination: { host }, weight: 50 })),
    });
    const find = (name: string, ...objects: MeshObject[]) =>
      findServiceObjects(lookupOf(objects), 'shop', name)!;

    it.each([
      [{ canary: { stableService: 'catalog', canaryService: 'preview' } }],
      [{ blueGreen: { activeService: 'catalog', previewService: 'preview' } }],
      [
        {
          canary: {
            pingPong: { pingService: 'preview', pongService: 'catalog' },
          },
        },
      ],
    ])('are what the Rollout switches: %j', strategy => {
      const found = find(
        'catalog',
        root,
        object('Service', 'preview'),
        object('Rollout', 'catalog', {
          spec: {
            strategy,
            template: { metadata: { labels: { app: 'catalog' } } },
          },
        }),
        object('DestinationRule', 'preview', { spec: { host: 'preview' } }),
      );
      expect(names(found.siblings)).toEqual(['preview']);
      expect(names(found.destinationRules)).toEqual(['preview']);
    });

    it('are Services that share a route, with their workloads', () => {
      const found = find(
        'catalog-v1',
        ofVersion('v1'),
        ofVersion('v2'),
        ...Object.values(deploymentOf('catalog', 'v1')),
        ...Object.values(deploymentOf('catalog', 'v2')),
        object('VirtualService', 'catalog', {
          spec: {
            hosts: ['www.example.com'],
            http: [route('catalog-v1', 'catalog-v2')],
          },
        }),
      );
      expect(names(found.siblings)).toEqual(['catalog-v2']);
      expect(names(found.deployments)).toEqual(['catalog-v1', 'catalog-v2']);
      expect(names(found.pods)).toHaveLength(2);
    });

    it('are Services for some of its pods that its own routes lead to', () => {
      const found = find(
        'catalog',
        root,
        ofVersion('v1'),
        ofVersion('v2'),
        object('VirtualService', 'catalog', {
          spec: {
            hosts: ['catalog'],
            http: [route('catalog-v2'), route('catalog-v1')],
          },
        }),
      );
      expect(names(found.siblings)).toEqual(['catalog-v2', 'catalog-v1']);
    });

    it.each([
      ['two Rollouts', 'Rollout', 'Rollout'],
      ['a Rollout', 'Rollout', 'Deployment'],
      ['a Deployment beside a Rollout', 'Deployment', 'Rollout'],
    ] as const)(
      'are not what a route of anybody puts beside %s',
      (_, kind, kindBeside) => {
        const orders = object('Service', 'orders', {
          spec: { selector: { app: 'orders' } },
        });
        const workload = (of: 'Rollout' | 'Deployment', app: string) =>
          object(of, app, {
            spec: { template: { metadata: { labels: { app } } } },
          });
        const found = find(
          'catalog',
          root,
          orders,
          workload(kind, 'catalog'),
          workload(kindBeside, 'orders'),
          object('VirtualService', 'stranger', {
            namespace: 'elsewhere',
            spec: {
              hosts: ['www.example.com'],
              http: [
                route(
                  'catalog.shop.svc.cluster.local',
                  'orders.shop.svc.cluster.local',
                ),
              ],
            },
          }),
        );
        expect(found.siblings).toEqual([]);
        expect(names([...found.rollouts, ...found.deployments])).toEqual([
          'catalog',
        ]);
      },
    );

    it('are not the other Services behind the paths of one host', () => {
      const orders = object('Service', 'orders', {
        spec: { selector: { app: 'orders' } },
      });
      const paths = object('VirtualService', 'web', {
        spec: {
          hosts: ['www.example.com', 'catalog'],
          http: [route('orders'), route('catalog')],
        },
      });
      const found = find(
        'catalog',
        root,
        orders,
        paths,
        ...Object.values(deploymentOf('orders', 'v1')),
      );
      expect(found.siblings).toEqual([]);
      expect(found.deployments).toEqual([]);
    });
  });
});
