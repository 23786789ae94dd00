import type {
  TrafficEdge,
  TrafficGraph,
  TrafficPeer,
} from '@meshway/plugin-mesh-common';
import type { DeclaredPeers } from './declaredPeers';
import { entityOfPeer, peerKey, peerName, peerNamespace } from './peerIdentity';

/** Which way requests go: a caller sends them to the service, a callee gets them from it. */
export type Direction = 'caller' | 'callee';

/**
 * Whether traffic is what the catalog says: `undeclared` is seen but no relation of the entity tells of it, `silent` is
 * declared but not seen, `unlisted` is no entity that the viewer sees, so that nothing can be declared.
 */
export type Declaration = 'declared' | 'undeclared' | 'silent' | 'unlisted';

/** One peer in one direction, with all traffic to or from it. */
export interface Peer {
  id: string;
  direction: Direction;
  /** Undefined for a declared one that is silent. */
  seen?: TrafficPeer;
  name?: string;
  namespace?: string;
  entityRef?: string;
  declaration: Declaration;
  /** By revision and protocol; empty for a silent one. */
  edges: TrafficEdge[];
}

/**
 * The peers of a service: those that metrics show, the busiest first, and then those that the catalog alone tells of.
 */
export function peersOf(
  graph: TrafficGraph,
  declared: DeclaredPeers,
  ownEntityRef: string,
): Peer[] {
  const { traffic, entities } = graph;
  if (!traffic) return [];
  const directed = (direction: Direction, edges: TrafficEdge[]) => {
    const expected = declared[direction];
    const seen = seenPeers(direction, edges, entities, expected, ownEntityRef);
    const heard = new Set(seen.map(({ entityRef }) => entityRef));
    // Where edges are left out, nobody knows who is silent.
    const silent =
      traffic.omittedEdges > 0
        ? []
        : expected.filter(entityRef => !heard.has(entityRef));
    return [
      ...seen,
      ...silent.map(
        (entityRef): Peer => ({
          id: `${direction} ${entityRef}`,
          direction,
          entityRef,
          declaration: 'silent',
          edges: [],
        }),
      ),
    ];
  };
  return [
    ...directed('caller', traffic.callers),
    ...directed('callee', traffic.callees),
  ];
}

function seenPeers(
  direction: Direction,
  edges: TrafficEdge[],
  entities: TrafficGraph['entities'],
  expected: readonly string[],
  ownEntityRef: string,
): Peer[] {
  const peers = new Map<string, Peer>();
  for (const edge of edges) {
    const id = `${direction} ${peerKey(edge.peer)}`;
    const known = peers.get(id);
    if (known) {
      known.edges.push(edge);
      continue;
    }
    const entityRef = entityOfPeer(edge.peer, entities);
    let declaration: Declaration = 'unlisted';
    if (entityRef) {
      // Nobody declares that something needs itself.
      const told = entityRef === ownEntityRef || expected.includes(entityRef);
      declaration = told ? 'declared' : 'undeclared';
    }
    peers.set(id, {
      id,
      direction,
      seen: edge.peer,
      name: peerName(edge.peer),
      namespace: peerNamespace(edge.peer),
      entityRef,
      declaration,
      edges: [edge],
    });
  }
  return [...peers.values()];
}
