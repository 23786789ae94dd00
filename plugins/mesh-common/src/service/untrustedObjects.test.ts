import fc from 'fast-check';
import { arbitraryObject, KINDS } from '../__testUtils__/arbitraryObject';
import { object } from '../__fixtures__/objects';
import { lookupOf } from '../kubernetes/lookupOf';
import { buildExposure } from '../exposure';
import type { MeshObject, ObjectMetadata } from '../kubernetes';
import { buildServiceView } from './buildServiceView';
import { findServiceObjects } from './findServiceObjects';
import { resolveEntityServices } from './resolveEntityServices';

const anyObjects = fc.array(
  fc.oneof(
    ...KINDS.map(kind => arbitraryObject(kind) as fc.Arbitrary<MeshObject>),
    arbitraryObject('VirtualService'),
    arbitraryObject('Gateway'),
    arbitraryObject('Rollout'),
    arbitraryObject('ReplicaSet'),
  ),
  { maxLength: 12 },
);
const service = object('Service', 'catalog', {
  spec: { selector: { app: 'catalog' }, ports: [{ port: 80 }] },
});

/** Makes objects hang together that would hardly ever do so by chance. */
function tied(objects: MeshObject[]): MeshObject[] {
  return objects.map(one => {
    const metadata = { ...one.metadata, namespace: 'shop' };
    switch (one.kind) {
      case 'Gateway':
        return { ...one, metadata: { ...metadata, name: 'public' } };
      case 'VirtualService': {
        const http = one.spec.http.map(route => ({
          ...route,
          route: [...route.route, { destination: { host: 'catalog' } }],
        }));
        const gateways = [...(one.spec.gateways ?? []), 'public'];
        return { ...one, metadata, spec: { ...one.spec, http, gateways } };
      }
      case 'Rollout':
      case 'Deployment': {
        const template = {
          ...one.spec.template,
          metadata: { labels: { app: 'catalog' } },
        };
        const spec = { ...one.spec, template };
        return {
          ...one,
          metadata: { ...metadata, uid: 'workload' },
          spec,
        } as MeshObject;
      }
      case 'ReplicaSet':
        return { ...one, metadata: owned(metadata, 'replicaset', 'workload') };
      case 'Pod':
        return { ...one, metadata: owned(metadata, 'pod', 'replicaset') };
      default:
        return { ...one, metadata } as MeshObject;
    }
  });
}

function owned(metadata: ObjectMetadata, uid: string, by: string) {
  return {
    ...metadata,
    uid,
    labels: {
      ...metadata.labels,
      'pod-template-hash': 'catalog',
      'rollouts-pod-template-hash': 'catalog',
    },
    ownerReferences: [{ kind: 'any', name: 'any', uid: by }],
  };
}

/** A property found that these had "port undefined" in common. */
const WITHOUT_PORTS = object('Gateway', 'public', {
  spec: { servers: [{ hosts: ['catalog', 'catalog'] }] },
});
const BY_GATEWAY = object('VirtualService', 'catalog', {
  spec: { hosts: ['catalog'], http: [{ route: [] }] },
});

describe('whatever objects a cluster holds', () => {
  it('a service is found, and how it is reached is said shortly', () => {
    fc.assert(
      fc.property(fc.oneof(anyObjects, anyObjects.map(tied)), objects => {
        const lookup = lookupOf([service, ...objects]);
        const found = findServiceObjects(lookup, 'shop', 'catalog')!;
        const exposure = buildExposure(found);
        expect(exposure.headline.length).toBeLessThan(310);
        expect(JSON.stringify(exposure).length).toBeLessThan(100_000);
        expect(JSON.stringify(exposure)).not.toMatch(/undefined|NaN|\[object/);
      }),
      { numRuns: 200 },
    );
  });

  it('its view is built, and has a word for everything', () => {
    const live = { state: 'live' as const, heardAt: '' };
    fc.assert(
      fc.property(anyObjects.map(tied), objects => {
        const lookup = lookupOf([service, ...objects]);
        const view = buildServiceView({
          cluster: 'east',
          entityRef: 'component:default/catalog',
          objects: findServiceObjects(lookup, 'shop', 'catalog')!,
          freshness: { cluster: live, metrics: live },
          trustCatalog: false,
          now: new Date('2026-01-01T00:00:00Z'),
        });
        const text = JSON.stringify(view);
        // Parsers say what they received; nobody else does.
        expect(text).not.toMatch(/(?<!received )(undefined|NaN)|\[object/);
        expect(text.length).toBeLessThan(300_000);
      }),
      { numRuns: 100, examples: [[tied([WITHOUT_PORTS, BY_GATEWAY])]] },
    );
  });

  it('what is found belongs to the lookup and is listed once', () => {
    fc.assert(
      fc.property(anyObjects, objects => {
        const all = new Set<unknown>([service, ...objects]);
        const found = findServiceObjects(
          lookupOf([service, ...objects]),
          'shop',
          'catalog',
        )!;
        for (const list of Object.values(found).filter(Array.isArray)) {
          expect(list.every(one => all.has(one))).toBe(true);
          expect(new Set(list).size).toBe(list.length);
        }
      }),
    );
  });

  it('the services of an entity are there, each once', () => {
    fc.assert(
      fc.property(
        anyObjects,
        fc.constantFrom('app', '!app', 'app=catalog', 'app in (catalog,v1)'),
        (objects, selector) => {
          const lookup = lookupOf([service, ...objects]);
          const { services } = resolveEntityServices(
            { 'backstage.io/kubernetes-label-selector': selector },
            lookup,
          );
          const names = services.map(one => `${one.namespace}/${one.name}`);
          expect(new Set(names).size).toBe(names.length);
          for (const { namespace, name } of services) {
            expect(lookup.get('Service', namespace, name)).toBeDefined();
          }
        },
      ),
    );
  });
});
