import type {
  Analysis,
  AnalysisPhase,
  RevisionRole,
  ServiceView,
} from '@meshway/plugin-mesh-common';

/** Something that happened to a delivery by itself, as far as the cluster's objects still tell. */
export type RolloutEvent = {
  /** ISO 8601. */
  at: string;
} & (
  | { kind: 'revision'; hash: string; version: string; role: RevisionRole }
  | { kind: 'pause'; endsAt?: string }
  | { kind: 'aborted'; message: string }
  | { kind: 'analysis'; name: string; phase: AnalysisPhase; message: string }
  | { kind: 'experiment'; name: string; phase: AnalysisPhase; message: string }
);

/** What the objects of a service tell of its delivery's past, the newest first. */
export function rolloutEvents({
  delivery,
  revisions,
}: Pick<ServiceView, 'delivery' | 'revisions'>): RolloutEvent[] {
  const events: RolloutEvent[] = revisions.flatMap(
    ({ createdAt, hash, version, role }) =>
      createdAt ? { kind: 'revision', at: createdAt, hash, version, role } : [],
  );
  if (delivery.engine === 'argo-rollouts') {
    const { pause, abortedAt, message, analyses } = delivery;
    if (pause) {
      events.push({ kind: 'pause', at: pause.startedAt, endsAt: pause.endsAt });
    }
    if (abortedAt) events.push({ kind: 'aborted', at: abortedAt, message });
    events.push(...analyses.flatMap(eventsOfAnalysis));
    if (delivery.strategy === 'canary') {
      events.push(
        ...delivery.experiments.flatMap(
          ({ startedAt, name, phase, message: why }): RolloutEvent[] =>
            startedAt
              ? [
                  {
                    kind: 'experiment',
                    at: startedAt,
                    name,
                    phase,
                    message: why,
                  },
                ]
              : [],
        ),
      );
    }
  }
  return events.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function eventsOfAnalysis({
  startedAt,
  name,
  phase,
  message,
}: Analysis): RolloutEvent[] {
  return startedAt
    ? [{ kind: 'analysis', at: startedAt, name, phase, message }]
    : [];
}
