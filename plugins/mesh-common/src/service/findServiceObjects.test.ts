import { deploymentOf, object } from '../__fixtures__/objects';
import { lookupOf, recorded } from '../__fixtures__/recorded';
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
});
