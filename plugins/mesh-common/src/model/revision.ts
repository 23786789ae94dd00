import type { Signals } from './signals';

/**
 * What a revision is to its workload's delivery.
 *
 * @public
 */
export type RevisionRole = 'stable' | 'canary' | 'active' | 'preview' | 'old';

/**
 * One pod of a revision as `kubectl get pods` would print it, and whether it is in the mesh.
 *
 * @public
 */
export interface RevisionPod {
  name: string;
  /** Containers that are ready, the `2` before the slash in `2/2`. */
  readyContainers: number;
  /** Containers of the pod, native sidecars included, the `2` after the slash in `2/2`. */
  totalContainers: number;
  /** Whether the pod carries Istio's sidecar. */
  injected: boolean;
  /** Restarts of all containers together. */
  restarts: number;
  /** `Running`, or the reason that keeps it from running (`ImagePullBackOff`, `Pending`, …). */
  status: string;
}

/**
 * One ReplicaSet generation of a workload.
 *
 * @public
 */
export interface Revision {
  /** `rollouts-pod-template-hash`, `pod-template-hash` or, of a StatefulSet, `controller-revision-hash`. */
  hash: string;
  /** Revision number of the workload's history, from 1. */
  number?: number;
  role: RevisionRole;
  /** Name of the workload it belongs to. */
  workload?: string;
  /** Image of every container in order, the sidecar left out. */
  images: string[];
  /**
   * What people call the version: tag or short digest of the first image, or for a Deployment or
   * StatefulSet its `version` label.
   */
  version: string;
  /** Creation of the ReplicaSet, ISO 8601. */
  createdAt?: string;
  desiredPods: number;
  readyPods: number;
  /** When the controller takes its pods away, ISO 8601; absent when that is not planned. */
  scaleDownAt?: string;
  /** Which of the two Services of a ping-pong canary leads to it. */
  pingPong?: 'ping' | 'pong';
  pods: RevisionPod[];
  /** Undefined when the metrics cannot tell revisions apart or cannot be read. */
  signals?: Signals;
}
