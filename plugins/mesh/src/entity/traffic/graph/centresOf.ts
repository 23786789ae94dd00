import type {
  Revision,
  ServiceView,
  Signals,
  Traffic,
} from '@meshway/plugin-mesh-common';

/** What stands in the middle of the picture: a revision, or the service where no revision is told. */
export type Centre =
  | {
      id: string;
      kind: 'revision';
      hash: string;
      /** Undefined when the cluster does not know it any more. */
      revision?: Revision;
      signals?: Signals;
    }
  | { id: typeof WHOLE; kind: 'whole'; signals?: Signals };

/** The end of edges that name no revision. */
export const WHOLE = 'whole service';

/** Which parts the service has in the picture: those that take part in the delivery, and those that have traffic. */
export function centresOf(
  { revisions }: Pick<ServiceView, 'revisions'>,
  traffic: Traffic,
): Centre[] {
  const edges = [...traffic.callers, ...traffic.callees];
  const busy = new Set(edges.map(({ revision }) => revision));
  const measured = new Map(
    traffic.revisions.map(({ hash, signals }) => [hash, signals]),
  );
  const known = revisions.filter(
    ({ hash, role }) =>
      busy.has(hash) || (role !== 'old' && measured.has(hash)),
  );
  const centres: Centre[] = known.map(revision => ({
    id: revision.hash,
    kind: 'revision',
    hash: revision.hash,
    revision,
    signals: measured.get(revision.hash),
  }));
  for (const hash of busy) {
    if (hash !== undefined && !known.some(one => one.hash === hash)) {
      const signals = measured.get(hash);
      centres.push({ id: hash, kind: 'revision', hash, signals });
    }
  }
  if (busy.has(undefined) || centres.length === 0) {
    centres.push({
      id: WHOLE,
      kind: 'whole',
      // Beside revisions it stands for what none of them got, of which there are no signals.
      signals: centres.length === 0 ? traffic.signals : undefined,
    });
  }
  return centres;
}
