import fc from 'fast-check';
import { arbitraryObject, KINDS } from '../__testUtils__/arbitraryObject';
import { object } from '../__fixtures__/objects';
import { lookupOf } from '../__fixtures__/recorded';
import { buildExposure } from '../exposure';
import type { MeshObject } from '../kubernetes';
import { findServiceObjects } from './findServiceObjects';
import { resolveEntityServices } from './resolveEntityServices';

const anyObjects = fc.array(
  fc.oneof(
    ...KINDS.map(kind => arbitraryObject(kind) as fc.Arbitrary<MeshObject>),
    arbitraryObject('VirtualService'),
    arbitraryObject('Gateway'),
  ),
  { maxLength: 12 },
);
const service = object('Service', 'catalog', {
  spec: { selector: { app: 'catalog' }, ports: [{ port: 80 }] },
});

/** Makes objects hang together that would hardly ever do so by chance. */
function tied(objects: MeshObject[]): MeshObject[] {
  return objects.map(one => {
    if (one.kind === 'Gateway') {
      const metadata = { ...one.metadata, namespace: 'shop', name: 'public' };
      return { ...one, metadata };
    }
    if (one.kind !== 'VirtualService') return one;
    const { spec } = one;
    const http = spec.http.map(route => ({
      ...route,
      route: [...route.route, { destination: { host: 'catalog' } }],
    }));
    const gateways = [...(spec.gateways ?? []), 'public'];
    const metadata = { ...one.metadata, namespace: 'shop' };
    return { ...one, metadata, spec: { ...spec, http, gateways } };
  });
}

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
