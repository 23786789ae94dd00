import type { Entity } from '@backstage/catalog-model';
import {
  edge,
  servicePeer,
  traffic,
  trafficGraph,
  workloadPeer,
} from '../../__fixtures__/traffic';
import { apisOf, declaredPeers } from './declaredPeers';
import { peersOf } from './peersOf';

function entity(
  kind: string,
  name: string,
  relations: [type: string, targetRef: string][] = [],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

const productpage = entity('Component', 'productpage', [
  ['dependsOn', 'component:default/details'],
  ['dependsOn', 'resource:default/database'],
  ['consumesApi', 'api:default/reviews'],
  ['providesApi', 'api:default/pages'],
  ['dependencyOf', 'component:default/storefront'],
  ['ownedBy', 'group:default/team'],
]);

describe('what the catalog says about who calls whom', () => {
  it('are components, directly or by an API between them', () => {
    expect(apisOf(productpage)).toEqual([
      'api:default/reviews',
      'api:default/pages',
    ]);
    expect(
      declaredPeers(productpage, [
        entity('API', 'reviews', [
          ['apiProvidedBy', 'component:default/reviews'],
          ['apiConsumedBy', 'component:default/productpage'],
        ]),
        entity('API', 'pages', [
          ['apiProvidedBy', 'component:default/productpage'],
          ['apiConsumedBy', 'component:default/crawler'],
        ]),
      ]),
    ).toEqual({
      caller: ['component:default/storefront', 'component:default/crawler'],
      callee: ['component:default/details', 'component:default/reviews'],
    });
  });

  it('is less while APIs cannot be read, and nothing without relations', () => {
    expect(declaredPeers(productpage, []).callee).toEqual([
      'component:default/details',
    ]);
    expect(declaredPeers(entity('Component', 'lonely'), [])).toEqual({
      caller: [],
      callee: [],
    });
  });
});

describe('traffic against the catalog', () => {
  const self = 'component:default/productpage';
  const graph = trafficGraph({
    traffic: traffic({
      callers: [
        edge(workloadPeer('productpage'), 1),
        edge(workloadPeer('loadtest', 'tools'), 1),
        edge({ kind: 'unknown' }, 1),
      ],
      callees: [
        edge(servicePeer('details'), 2),
        edge(servicePeer('reviews'), 2),
        edge(servicePeer('mysql', 'data'), 2),
      ],
    }),
    entities: [
      { namespace: 'bookinfo', name: 'productpage', entityRef: self },
      {
        namespace: 'tools',
        name: 'loadtest',
        entityRef: 'component:default/loadtest',
      },
      {
        namespace: 'bookinfo',
        name: 'details',
        entityRef: 'component:default/details',
      },
      {
        namespace: 'bookinfo',
        name: 'reviews',
        entityRef: 'component:default/reviews',
      },
      // Another namespace, so another service.
      { namespace: 'shop', name: 'mysql', entityRef: 'component:default/shop' },
    ],
  });
  const declared = {
    caller: ['component:default/cart'],
    callee: ['component:default/details', 'component:default/ratings'],
  };

  it('marks what is not declared and what is silent, and nothing that nobody can declare', () => {
    expect(
      peersOf(graph, declared, self).map(({ direction, id, declaration }) => [
        direction,
        id.split(' ').pop(),
        declaration,
      ]),
    ).toEqual([
      ['caller', 'productpage', 'declared'],
      ['caller', 'loadtest', 'undeclared'],
      ['caller', 'unknown', 'unlisted'],
      ['caller', 'component:default/cart', 'silent'],
      ['callee', 'details', 'declared'],
      ['callee', 'reviews', 'undeclared'],
      ['callee', 'mysql', 'unlisted'],
      ['callee', 'component:default/ratings', 'silent'],
    ]);
  });

  it('calls nobody silent while edges are left out', () => {
    const cut = {
      ...graph,
      traffic: { ...graph.traffic!, omittedEdges: 3 },
    };
    expect(
      peersOf(cut, declared, self).filter(
        peer => peer.declaration === 'silent',
      ),
    ).toEqual([]);
  });

  it('knows nobody while metrics cannot be read', () => {
    expect(peersOf({ ...graph, traffic: undefined }, declared, self)).toEqual(
      [],
    );
  });
});
