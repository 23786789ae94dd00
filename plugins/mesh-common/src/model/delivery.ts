import type { Plan } from './decision';
import type { Revision } from './revision';
import type { Weights } from './weights';

/**
 * Phase of a delivery, as `kubectl argo rollouts get rollout` names it.
 *
 * @public
 */
export type DeliveryPhase = 'Healthy' | 'Progressing' | 'Paused' | 'Degraded';

/**
 * One step of a canary.
 *
 * @public
 */
export interface DeliveryStep {
  /** From 0, as in `status.currentStepIndex`. */
  index: number;
  state: 'done' | 'current' | 'upcoming';
  action:
    | { kind: 'setWeight'; weight: number }
    | {
        kind: 'pause';
        /** Undefined waits for a decision. */
        durationSeconds?: number;
      }
    | {
        kind: 'other';
        /** Argo Rollouts' name of the step: `analysis`, `experiment`, `setCanaryScale`, … */
        name: string;
      };
}

/**
 * The workload whose pods stand behind a service.
 *
 * @public
 */
export interface WorkloadRef {
  kind: 'Rollout' | 'Deployment' | 'StatefulSet';
  namespace: string;
  name: string;
}

/**
 * A canary that Argo Rollouts carries out.
 *
 * @public
 */
export interface ArgoCanaryDelivery {
  engine: 'argo-rollouts';
  strategy: 'canary';
  workload: WorkloadRef;
  phase: DeliveryPhase;
  /** The controller's message, as it stands. */
  message: string;
  steps: DeliveryStep[];
  /** `status.currentStepIndex`; equal to the number of steps when all are done. */
  currentStepIndex: number;
  aborted: boolean;
  /** Only while the controller waits at a pause. */
  pause?: {
    /** Start of the pause, ISO 8601, second precision. */
    startedAt: string;
    /** End of a timed pause, ISO 8601. Undefined waits for a decision. */
    endsAt?: string;
  };
  /** True when nothing moves until a person decides. */
  waitsForDecision: boolean;
  weights: Weights;
  /** What each verb would do now. */
  plans: { promote: Plan };
}

/**
 * A workload without an engine that Meshway can drive.
 *
 * @public
 */
export interface NoDelivery {
  engine: 'none';
  workloads: WorkloadRef[];
  /** Why there is nothing to decide, in words. */
  reason: string;
}

/**
 * How new revisions of a service take over.
 *
 * @public
 */
export type Delivery = ArgoCanaryDelivery | NoDelivery;

/**
 * A delivery and the revisions it moves between, newest first.
 *
 * @public
 */
export interface DeliveryView {
  delivery: Delivery;
  revisions: Revision[];
}
