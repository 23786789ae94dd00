import fc from 'fast-check';
import {
  lookupOf,
  parseObject,
  type MeshKind,
  type MeshObject,
  type ObjectLookup,
} from '../kubernetes';
import { findServiceObjects } from './findServiceObjects';
import { selectorOf } from './labels';
import { resolveEntityServices } from './resolveEntityServices';

const NAMESPACES = ['shop', 'bookinfo', 'istio-system'];
const NAMES = ['orders', 'orders-canary', 'reviews'];

const namespace = fc.constantFrom(...NAMESPACES);
const name = fc.constantFrom(...NAMES);
const labels = fc.dictionary(
  fc.constantFrom('app', 'version', 'team'),
  fc.constantFrom('orders', 'reviews', 'v1'),
  { maxKeys: 3 },
);
/** Every way to write a host, and wildcards that cover Services or not. */
const host = fc.oneof(
  name,
  fc
    .tuple(
      name,
      namespace,
      fc.constantFrom('', '.svc', '.svc.cluster.local', '.svc.other.domain'),
    )
    .map(([one, where, rest]) => `${one}.${where}${rest}`),
  fc.constantFrom(
    '*',
    '*.local',
    '*.shop.svc.cluster.local',
    '*.example.com',
    'www.example.com',
    'example',
  ),
);
const hosts = fc.array(host, { maxLength: 2 });
const exportTo = fc.option(
  fc.array(fc.constantFrom('.', '*', '~', 'shop'), { maxLength: 1 }),
  { nil: undefined },
);
const delegate = fc.option(
  fc.record({ name, namespace: fc.option(namespace, { nil: undefined }) }),
  { nil: undefined },
);
const template = fc.record({ metadata: fc.record({ labels }) });

const specs: Partial<Record<MeshKind, fc.Arbitrary<object>>> = {
  Service: fc.record({ selector: labels }),
  Deployment: fc.record({ template }),
  StatefulSet: fc.record({ template }),
  Rollout: fc.oneof(
    fc.record({ template }),
    fc.record({
      workloadRef: name.map(one => ({ kind: 'Deployment', name: one })),
    }),
    fc.record({ selector: fc.record({ matchLabels: labels }) }),
  ),
  ReplicaSet: fc.record({ template }),
  Pod: fc.constant({}),
  VirtualService: fc.record({
    hosts,
    gateways: fc.option(fc.constantFrom(['mesh'], ['public']), {
      nil: undefined,
    }),
    exportTo,
    http: fc.array(
      fc.record({
        delegate,
        route: fc.array(
          fc.record({ destination: fc.record({ host }), weight: fc.nat(100) }),
          { maxLength: 2 },
        ),
      }),
      { maxLength: 2 },
    ),
  }),
  DestinationRule: fc.record({ host, exportTo }),
  ServiceEntry: fc.record({
    hosts,
    exportTo,
    workloadSelector: fc.option(fc.record({ labels }), { nil: undefined }),
  }),
};

const KINDS = Object.keys(specs) as MeshKind[];
const OWNERS: MeshKind[] = ['Rollout', 'Deployment', 'ReplicaSet'];

const object: fc.Arbitrary<MeshObject> = fc.constantFrom(...KINDS).chain(kind =>
  fc
    .record({
      namespace,
      name,
      labels,
      owner: fc
        .constantFrom(...OWNERS)
        .chain(of => name.map(one => ({ kind: of, name: one }))),
      spec: specs[kind]!,
    })
    .map(({ owner, spec, ...identity }) =>
      parseObject(kind, {
        metadata: {
          ...identity,
          uid: `${kind}/${identity.namespace}/${identity.name}`,
          resourceVersion: '1',
          ownerReferences: [
            {
              ...owner,
              uid: `${owner.kind}/${identity.namespace}/${owner.name}`,
            },
          ],
        },
        spec,
      }),
    ),
);

const cluster = fc.uniqueArray(object, {
  selector: one => one.metadata.uid,
  maxLength: 30,
});

/** A cluster in which keys narrow nothing down, but where they are the only word for something. */
function withoutShortcuts(lookup: ObjectLookup): ObjectLookup {
  return {
    ...lookup,
    indexed: (kind, key) => {
      const [, what, where] = /^(\w+) ([\w-]*)/.exec(key)!;
      switch (what) {
        case 'owner':
        case 'delegate':
          return lookup.indexed(kind, key);
        case 'selector':
          return lookup
            .list(kind, where)
            .filter(one => one.kind === 'Service' && selectorOf(one));
        case 'pod':
          return lookup.list(kind, where);
        default:
          return lookup.list(kind);
      }
    },
  };
}

function uidsOf(found: object | undefined): [string, string[]][] {
  return Object.entries(found ?? {}).map(([part, objects]) => [
    part,
    [objects]
      .flat()
      .flatMap((one: MeshObject | undefined) => one?.metadata.uid ?? [])
      .sort(),
  ]);
}

describe('keys of objects', () => {
  it('never hide what belongs to a service', () => {
    fc.assert(
      fc.property(cluster, namespace, name, (objects, where, one) => {
        const lookup = lookupOf(objects);
        expect(uidsOf(findServiceObjects(lookup, where, one))).toEqual(
          uidsOf(findServiceObjects(withoutShortcuts(lookup), where, one)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    'app=orders',
    'app in (orders, reviews)',
    'team!=v1',
    'version,app=orders',
  ])('never hide a service whose labels are asked for by %s', selector => {
    const resolve = (lookup: ObjectLookup) =>
      resolveEntityServices(
        { 'backstage.io/kubernetes-label-selector': selector },
        lookup,
      )
        .services.map(one => `${one.namespace}/${one.name}`)
        .sort();
    fc.assert(
      fc.property(cluster, objects => {
        const lookup = lookupOf(objects);
        expect(resolve(lookup)).toEqual(resolve(withoutShortcuts(lookup)));
      }),
      { numRuns: 100 },
    );
  });
});
