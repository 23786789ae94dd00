import { readdirSync, readFileSync } from 'fs';
import { resolve } from 'path';
import {
  parseObject,
  type MeshKind,
  type ObjectOf,
  type Rollout,
} from '../kubernetes';
import type { ServiceObjects } from '../service/ServiceObjects';

const FOLDER = resolve(__dirname, 'argo-rollouts');

/** Names of all recorded states of a Rollout. */
export const RECORDED_STATES = readdirSync(FOLDER)
  .filter(file => file.endsWith('.json') && file !== 'analysisrun-adhoc.json')
  .map(file => file.slice(0, -'.json'.length))
  .sort();

/** The moment of a recording: the newest time that anything in it speaks of, deadlines to come left out. */
export function recordedAt(state: string): Date {
  const times = [
    ...textOf(state).matchAll(
      /"(?:creationTimestamp|startTime|startedAt|finishedAt|lastUpdateTime|abortedAt)":"([^"]+)"/g,
    ),
  ].map(([, time]) => Date.parse(time));
  return new Date(Math.max(...times));
}

/** The Rollout of a recorded state as the API server holds it, as far as it was recorded. */
export function rawRollout(state: string): Record<string, any> {
  return rawObjects(state).find(({ kind }) => kind === 'Rollout')!;
}

/** What a plan is made from in a recorded state: faster than all objects of the service. */
export function recordedForPlans(state: string): {
  rollout: Rollout;
  objects: Pick<ServiceObjects, 'replicaSets' | 'virtualServices'>;
} {
  const raw = rawObjects(state);
  const parsed = <K extends MeshKind>(kind: K): ObjectOf<K>[] =>
    raw.flatMap(one => (one.kind === kind ? [parseObject(kind, one)] : []));
  return {
    rollout: parsed('Rollout')[0],
    objects: {
      replicaSets: parsed('ReplicaSet'),
      virtualServices: parsed('VirtualService'),
    },
  };
}

/** All objects of a recorded state as the API server holds them, as far as they were recorded. */
export function rawObjects(
  state: string,
): (Record<string, any> & { kind: MeshKind })[] {
  return JSON.parse(textOf(state)).items;
}

function textOf(state: string): string {
  return readFileSync(resolve(FOLDER, `${state}.json`), 'utf8');
}
