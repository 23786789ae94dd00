import type { TrafficEdge } from '@meshway/plugin-mesh-common';
import type { Peer } from '../peersOf';

/** One connection: a peer, a revision and a protocol. */
export interface PeerRow {
  id: string;
  peer: Peer;
  /** Undefined for a peer that is declared but silent. */
  edge?: TrafficEdge;
}

/** The rows of the table, in the order of the graph from left to right. */
export function peerRows(peers: readonly Peer[]): PeerRow[] {
  return peers.flatMap((peer): PeerRow[] =>
    peer.edges.length === 0
      ? [{ id: peer.id, peer }]
      : peer.edges.map(edge => ({
          id: JSON.stringify([peer.id, edge.revision, edge.protocol]),
          peer,
          edge,
        })),
  );
}
