import type { ServiceView, Traffic } from '@meshway/plugin-mesh-common';
import type { Direction, Peer } from '../peersOf';
import { revisionLooks, type RevisionLook } from '../revisionLook';
import { centresOf, type Centre } from './centresOf';
import { groupPeers, type GraphEnd } from './groupPeers';
import { layoutGraph, type GraphLayout } from './layoutGraph';
import { endId, linesOf, type GraphLine } from './linesOf';
import { sizesFor, type LabelRows } from './sizesFor';

/** All that is drawn, and where. */
export interface Picture {
  ends: GraphEnd[];
  centres: Centre[];
  lines: GraphLine[];
  layout: GraphLayout;
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
  const ends = groupPeers(peers, opened);
  const centres = centresOf(service, traffic);
  const lines = ends.flatMap(end => linesOf(end, centres));
  const sizes = sizesFor(lines.length, width);
  const layout = layoutGraph(
    {
      ends: ends.map(end => ({
        id: endId(end),
        direction: directionOf(end),
        height: sizes.end,
      })),
      centres: centres.map(({ id }) => ({ id, height: sizes.centre })),
      lines,
      label: sizes.label,
    },
    width,
  );
  const looks = revisionLooks(
    service.revisions,
    traffic.revisions.map(({ hash }) => hash),
  );
  return { ends, centres, lines, layout, looks, rows: sizes.rows };
}

/** On which side of the service an end stands. */
export function directionOf(end: GraphEnd): Direction {
  return end.kind === 'peer' ? end.peer.direction : end.group.direction;
}
