import type { TrafficEdge } from '@meshway/plugin-mesh-common';
import type { Declaration, Direction } from '../peersOf';
import { sumEdges, type EdgeSum } from '../sumEdges';
import { WHOLE, type Centre } from './centresOf';
import type { GraphEnd } from './groupPeers';

/** One line of the picture, between a peer and a revision, with all that is sent there. */
export interface GraphLine {
  id: string;
  direction: Direction;
  endId: string;
  centreId: string;
  declaration: Declaration;
  /** Empty for a line that is only declared. */
  edges: TrafficEdge[];
  sum: EdgeSum;
}

export function endId(end: GraphEnd): string {
  return end.kind === 'peer' ? end.peer.id : end.group.id;
}

/** The lines of one end, in the order of the revisions. */
export function linesOf(
  end: GraphEnd,
  centres: readonly Centre[],
): GraphLine[] {
  const peers = end.kind === 'peer' ? [end.peer] : end.group.peers;
  const [{ direction }] = peers;
  const declaration = mostNotable(peers.map(peer => peer.declaration));
  const edges = peers.flatMap(peer => peer.edges);
  const line = (centreId: string, of: TrafficEdge[]): GraphLine => ({
    id: JSON.stringify([endId(end), centreId]),
    direction,
    endId: endId(end),
    centreId,
    declaration,
    edges: of,
    sum: sumEdges(of),
  });
  // Who is only declared is so to the service, for which its first revision stands.
  if (edges.length === 0) return [line(centres[0].id, [])];
  return centres.flatMap(({ id }) => {
    const of = edges.filter(edge => (edge.revision ?? WHOLE) === id);
    return of.length > 0 ? [line(id, of)] : [];
  });
}

const BY_NOTE: Declaration[] = ['undeclared', 'declared', 'unlisted', 'silent'];

function mostNotable(declarations: Declaration[]): Declaration {
  return BY_NOTE.find(one => declarations.includes(one))!;
}
