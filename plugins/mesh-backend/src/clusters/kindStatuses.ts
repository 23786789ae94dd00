import {
  MESH_RESOURCES,
  type KindStatus,
  type MeshKind,
} from '@meshway/plugin-mesh-common';
import type { KindReading } from './KindWatch';

/** The worst first: of several namespaces it tells. */
const STATES: KindStatus['state'][] = [
  'failed',
  'forbidden',
  'stale',
  'reading',
  'live',
  'absent',
];
/** Reasons that are told of one kind, where each namespace has its own. */
const MAX_REASONS = 5;

/**
 * How each kind of a cluster is read, in the order of their names; one that is read namespace by namespace is as its
 * worst.
 *
 * @param count - number of objects that are known
 * @param silence - why the cluster as a whole is not heard, as a sentence for a user
 */
export function kindStatuses(
  readings: readonly KindReading[],
  count: (kind: MeshKind) => number,
  silence?: string,
): KindStatus[] {
  const kinds = [...new Set(readings.map(({ kind }) => kind))].sort();
  return kinds.map(kind => {
    const ofKind = readings.filter(reading => reading.kind === kind);
    const state = STATES.find(one => ofKind.some(r => r.state === one))!;
    const worst = ofKind.filter(reading => reading.state === state);
    const version = ofKind.find(reading => reading.version)?.version;
    const heardAt = Math.max(
      ...ofKind.map(reading => reading.heardAt?.getTime() ?? 0),
    );
    const reason = [
      ...new Set(worst.flatMap(reading => reading.reason ?? [])),
    ].slice(0, MAX_REASONS);
    if (reason.length === 0 && silence && isWaiting(state)) {
      reason.push(silence);
    }
    const mend = worst.flatMap(reading => reading.mend ?? []);
    return {
      kind,
      ...(version && { apiVersion: apiVersionOf(kind, version) }),
      state,
      ...(heardAt > 0 && { heardAt: new Date(heardAt).toISOString() }),
      objects: count(kind),
      ...(reason.length > 0 && { reason: reason.join(' ') }),
      ...(mend.length > 0 && { mend: mend.slice(0, MAX_REASONS).join('\n') }),
    };
  });
}

function isWaiting(state: KindStatus['state']): boolean {
  return state === 'stale' || state === 'reading';
}

function apiVersionOf(kind: MeshKind, version: string): string {
  const { group } = MESH_RESOURCES[kind];
  return group ? `${group}/${version}` : version;
}
