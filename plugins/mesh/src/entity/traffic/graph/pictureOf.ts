import type { ServiceView, Traffic } from '@meshway/plugin-mesh-common';
import type { Direction, Peer } from '../peersOf';
import { revisionLooks, type RevisionLook } from '../revisionLook';
import { centresOf, type Centre } from './centresOf';
import { groupPeers, type GraphEnd } from './groupPeers';
import type { GraphShape } from './layoutGraph';
import { endId, linesOf, type GraphLine } from './linesOf';
import { sizesFor, type LabelRows } from './sizesFor';

/** All that is drawn. */
export interface Picture {
  ends: GraphEnd[];
  centres: Centre[];
  lines: GraphLine[];
  /** Where it all stands depends on this alone. */
  shape: GraphShape;
  /** By hash. */
  looks: Map<string, RevisionLook>;
  rows: LabelRows;
}

/** The picture of the traffic in the width that there is, with the namespaces that are opened. */
export function pictureOf(input: {
  service: Pick<ServiceView, 'revisions'>;
  traffic: Traffic;
  peers: readonly Peer[];
  opened: ReadonlySet<string>;
  width: number;
}): Picture {
  const { service, traffic, peers, opened, width } = input;
  const ends = groupPeers(peers, opened).sort(byPlace);
  const centres = centresOf(service, traffic);
  const lines = ends.flatMap(end => linesOf(end, centres));
  const sizes = sizesFor(lines.length, width);
  const shape = {
    ends: ends.map(end => ({
      id: endId(end),
      direction: directionOf(end),
      height: sizes.end,
    })),
    centres: centres.map(({ id }) => ({ id, height: sizes.centre })),
    lines: lines.map(({ id, endId: end, centreId }) => ({
      id,
      endId: end,
      centreId,
    })),
    label: sizes.label,
  };
  const looks = revisionLooks(
    service.revisions,
    traffic.revisions.map(({ hash }) => hash),
  );
  return { ends, centres, lines, shape, looks, rows: sizes.rows };
}

/** By what never changes: those who are as busy as each other would change places at each reading. The silent last. */
function byPlace(a: GraphEnd, b: GraphEnd): number {
  return (
    Number(isSilent(a)) - Number(isSilent(b)) || (endId(a) < endId(b) ? -1 : 1)
  );
}

function isSilent(end: GraphEnd): boolean {
  return end.kind === 'peer' && !end.peer.seen;
}

/** On which side of the service an end stands. */
export function directionOf(end: GraphEnd): Direction {
  return end.kind === 'peer' ? end.peer.direction : end.group.direction;
}
