import type {
  DecisionEvidence,
  ServiceView,
} from '@meshway/plugin-mesh-common';

/** How a delivery does now, for the journal: of the revisions that take part in it. */
export function evidenceOf({
  verdict,
  revisions,
  freshness: { metrics },
}: ServiceView): DecisionEvidence {
  return {
    ...(verdict && { verdict }),
    ...('reason' in metrics && { metricsProblem: metrics.reason }),
    revisions: revisions
      .filter(({ role }) => role !== 'old')
      .map(({ role, hash, version, signals }) => ({
        role,
        hash,
        version,
        ...(signals && { signals }),
      })),
  };
}
