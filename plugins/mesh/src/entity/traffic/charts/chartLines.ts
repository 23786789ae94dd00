import type {
  Revision,
  SignalSeries,
  TrafficSeries,
} from '@meshway/plugin-mesh-common';
import { revisionLooks, type RevisionLook } from '../revisionLook';

/** One line of every chart. */
export interface ChartLine {
  /** The hash of a revision, or that of all. */
  id: string;
  look: RevisionLook | 'total';
  /** Undefined for the whole service, and for a revision that the cluster does not know any more. */
  revision?: Revision;
  signals: SignalSeries;
}

/** The line of the whole service. */
export const TOTAL = 'total';

/** What is drawn: the revisions in the order of the page, those of long ago, and the service as a whole. */
export function chartLines(
  series: TrafficSeries,
  revisions: readonly Revision[],
): ChartLine[] {
  const looks = revisionLooks(
    revisions,
    series.revisions.map(({ hash }) => hash),
  );
  const placeOf = (hash: string) => {
    const place = revisions.findIndex(one => one.hash === hash);
    return place < 0 ? revisions.length : place;
  };
  const lines = [...series.revisions]
    .sort((a, b) => placeOf(a.hash) - placeOf(b.hash))
    .map(
      ({ hash, ...signals }): ChartLine => ({
        id: hash,
        look: looks.get(hash)!,
        revision: revisions.find(one => one.hash === hash),
        signals,
      }),
    );
  return series.total
    ? [...lines, { id: TOTAL, look: 'total', signals: series.total }]
    : lines;
}
