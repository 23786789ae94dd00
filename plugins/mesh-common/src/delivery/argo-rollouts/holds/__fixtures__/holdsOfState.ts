import { recorded } from '../../../../__fixtures__/recorded';
import type { ReplicaSet, Rollout } from '../../../../kubernetes';
import type { Hold, RevisionPod } from '../../../../model';
import { revisionsOf } from '../../../../service/revisions';
import type { ServiceObjects } from '../../../../service/ServiceObjects';
import { analysesOf } from '../../analyses';
import { experimentsOf } from '../../experiments';
import { holdsOf } from '../holdsOf';

/** In what a recorded state is changed. */
export interface Change {
  spec?: object;
  canary?: object;
  status?: Partial<Rollout['status']>;
  generation?: number;
  objects?: (objects: ServiceObjects) => Partial<ServiceObjects>;
  /** By role of the revision. */
  pods?: Record<string, Partial<RevisionPod>[]>;
  now?: string;
}

/** What a recorded state, changed in one respect, waits for. */
export function holds(state: string, change: Change = {}): Hold[] {
  const { rollout: before, objects: found } = recorded(state);
  const { strategy } = before.spec;
  const rollout = {
    ...before,
    metadata: {
      ...before.metadata,
      generation: change.generation ?? before.metadata.generation,
    },
    spec: {
      ...before.spec,
      strategy: change.canary
        ? { canary: { ...strategy.canary!, ...change.canary } }
        : strategy,
      ...change.spec,
    },
    status: { ...before.status, ...change.status },
  };
  const objects = {
    ...found,
    rollouts: [rollout],
    ...change.objects?.(found),
  };
  const revisions = revisionsOf(objects).map(({ revision }) => ({
    ...revision,
    pods:
      change.pods?.[revision.role]?.map((pod, i) => ({
        name: `pod-${i}`,
        readyContainers: 1,
        totalContainers: 2,
        injected: true,
        restarts: 0,
        status: 'Running',
        ...pod,
      })) ?? revision.pods,
  }));
  return holdsOf({
    rollout,
    objects,
    revisions,
    analyses: analysesOf(rollout, objects.analysisRuns),
    experiments: experimentsOf(rollout, objects),
    now: new Date(change.now ?? '2026-11-20T19:40:00Z'),
  });
}

/** The holds of one code. */
export const found = (code: Hold['code'], ...args: Parameters<typeof holds>) =>
  holds(...args).filter(hold => hold.code === code);

/** Their sentences. */
export const sentences = (
  code: Hold['code'],
  ...args: Parameters<typeof holds>
) => found(code, ...args).map(({ sentence }) => sentence);

/** The ReplicaSet of one revision with another number of available pods. */
export function available(
  hash: string,
  pods: number,
  conditions: object[] = [],
) {
  return ({ replicaSets }: ServiceObjects) => ({
    replicaSets: replicaSets.map(replicaSet =>
      replicaSet.metadata.labels?.['rollouts-pod-template-hash'] === hash
        ? ({
            ...replicaSet,
            status: {
              ...replicaSet.status,
              availableReplicas: pods,
              conditions,
            },
          } as ReplicaSet)
        : replicaSet,
    ),
  });
}

/** Five pods, 20 % for the canary, at a pause. */
export const PAUSED = 'paused-step1-weight20';
export const STABLE = '64498bc78b';
export const CANARY = '84bf898985';
