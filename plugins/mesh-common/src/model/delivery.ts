import type { Analysis, Experiment } from './analysis';
import type {
  DecisionVerb,
  Plan,
  PlanPreview,
  RolloutSeen,
  RouteSeen,
} from './decision';
import type { Revision } from './revision';
import type { Weights } from './weights';

/**
 * Phase of a delivery, as `kubectl argo rollouts get rollout` names it.
 *
 * @public
 */
export type DeliveryPhase = 'Healthy' | 'Progressing' | 'Paused' | 'Degraded';

/**
 * What a step of a canary does (`CanaryStep` in argo-rollouts pkg/apis/rollouts/v1alpha1/types.go).
 *
 * @public
 */
export type StepAction =
  | { kind: 'setWeight'; weight: number }
  | {
      kind: 'pause';
      /** Undefined waits for a decision. */
      durationSeconds?: number;
    }
  | {
      kind: 'setCanaryScale';
      /** `5 pods`, `50 % of the pods`, `as many as the traffic needs`. */
      scale: string;
    }
  | { kind: 'analysis'; templates: string[] }
  | {
      kind: 'experiment';
      templates: string[];
      /** Undefined runs until its analyses end. */
      durationSeconds?: number;
    }
  | {
      kind: 'setHeaderRoute';
      route: string;
      /** One sentence for each condition; empty takes the route away. */
      match: string[];
    }
  | {
      kind: 'setMirrorRoute';
      route: string;
      /** Percent of the requests that are mirrored; undefined takes the route away. */
      percentage?: number;
    }
  | { kind: 'plugin'; name: string }
  | {
      kind: 'unknown';
      /** The key that stands in the step. */
      name: string;
    };

/**
 * One step of a canary.
 *
 * @public
 */
export interface DeliveryStep {
  /** From 0, as in `status.currentStepIndex`. */
  index: number;
  /** `failed` is the step whose analysis or experiment ended the update. */
  state: 'done' | 'current' | 'upcoming' | 'failed';
  action: StepAction;
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
 * Why a delivery does not move.
 *
 * @public
 */
export interface Hold {
  code:
    | 'waits-for-decision'
    | 'timed-pause'
    | 'paused-by-person'
    | 'analysis-running'
    | 'analysis-inconclusive'
    | 'analysis-failed'
    | 'canary-not-ready'
    | 'stable-lacks-replicas'
    | 'subset-switch-delayed'
    | 'route-missing'
    | 'managed-route-lost'
    | 'weight-overwritten'
    | 'invalid-spec'
    | 'aborted'
    | 'controller-silent'
    | 'drains-old-pods';
  /** What it waits for, with the names and numbers. */
  sentence: string;
  /** What to do about it; absent when it passes by itself. */
  mend?: string;
}

/**
 * The GitOps tool that applies a workload's manifest, and would take back a change of its spec.
 *
 * @public
 */
export interface GitOpsOwner {
  tool: 'Argo CD' | 'Flux';
  /** Name of the Application, Kustomization or HelmRelease, as far as the object tells. */
  name: string;
}

/**
 * A header or mirror route that the controller adds in front of the routes of a VirtualService while a step asks
 * for it (`managedRoutes`).
 *
 * @public
 */
export interface ManagedRoute {
  name: string;
  /** Whether the steps that are done ask for it to be there now. */
  expected: boolean;
  /** VirtualServices that have it, `<namespace>/<name>`. */
  presentIn: string[];
  /** VirtualServices that should have it and do not. */
  missingIn: string[];
}

/**
 * The pause at which a delivery waits.
 *
 * @public
 */
export interface DeliveryPause {
  /** Start of the pause, ISO 8601, second precision. */
  startedAt: string;
  /** End of a timed pause, ISO 8601. Undefined waits for a decision. */
  endsAt?: string;
}

/**
 * What each verb would do to a Rollout now.
 *
 * @public
 */
export type RolloutPlans = Record<
  Exclude<DecisionVerb, 'roll-back' | 'shift'>,
  Plan<RolloutSeen>
>;

/**
 * An earlier revision to which a workload can be taken back.
 *
 * @public
 */
export interface RollBackTarget {
  /** Revision number of the workload's history. */
  number: number;
  hash: string;
  version: string;
  /** The patch carries the whole pod template, which is read when the decision is taken. */
  plan: PlanPreview<RolloutSeen>;
}

/**
 * What canary and blue-green deliveries of Argo Rollouts have in common.
 *
 * @public
 */
export interface ArgoDeliveryBase {
  engine: 'argo-rollouts';
  workload: WorkloadRef;
  /** The Deployment that holds the pod template, with `workloadRef`. */
  templateOf?: WorkloadRef;
  phase: DeliveryPhase;
  /** The controller's message, as it stands. */
  message: string;
  aborted: boolean;
  /** When the controller aborted it, ISO 8601; absent before it has reacted. */
  abortedAt?: string;
  /** Whether a full promote is under way: it goes past all pauses and analyses. */
  promotesFully: boolean;
  /** Only while the controller waits at a pause. */
  pause?: DeliveryPause;
  /** True when nothing moves until a person decides. */
  waitsForDecision: boolean;
  /** Why it does not move, the most important first; empty when it moves or has nothing to do. */
  holds: Hold[];
  /** The newest first; of the current revision and of the one that was aborted last. */
  analyses: Analysis[];
  gitOps?: GitOpsOwner;
  /** What each verb would do now. */
  plans: RolloutPlans;
  /** The newest first; without the revision that runs. */
  rollBacks: RollBackTarget[];
}

/**
 * A canary that Argo Rollouts carries out.
 *
 * @public
 */
export interface ArgoCanaryDelivery extends ArgoDeliveryBase {
  strategy: 'canary';
  steps: DeliveryStep[];
  /** `status.currentStepIndex`; equal to the number of steps when all are done. */
  currentStepIndex: number;
  weights: Weights;
  experiments: Experiment[];
  managedRoutes: ManagedRoute[];
}

/**
 * A blue-green update that Argo Rollouts carries out.
 *
 * @public
 */
export interface ArgoBlueGreenDelivery extends ArgoDeliveryBase {
  strategy: 'blueGreen';
  activeService: string;
  previewService?: string;
  /** Hash that the active Service selects, from the Service itself when it is known. */
  activeHash?: string;
  /** Hash that the preview Service selects. */
  previewHash?: string;
  /** Differences between what the status says and what the Services select, in words. */
  drift: string[];
}

/**
 * One destination of a route whose weights are moved by hand.
 *
 * @public
 */
export interface RouteDestination {
  host: string;
  subset?: string;
  /** Percent that is written. */
  weight: number;
  role: 'stable' | 'canary' | 'other';
  /** Hashes of the revisions whose pods it reaches. */
  hashes: string[];
}

/**
 * Two or more workloads or subsets behind one VirtualService, whose weights people move.
 *
 * @public
 */
export interface WeightedRoutesDelivery {
  engine: 'weighted-routes';
  workloads: WorkloadRef[];
  /** The route whose weights are moved. */
  route: {
    virtualService: { namespace: string; name: string };
    protocol: 'http' | 'tls' | 'tcp';
    /** Position among the routes of that protocol, from 0. */
    index: number;
    name?: string;
  };
  destinations: RouteDestination[];
  /** Routes of the same VirtualService that send chosen requests to one destination (A/B), in words. */
  matched: string[];
  /** Canary weights in percent, rising, the last is 100. */
  ladder: number[];
  phase: DeliveryPhase;
  message: string;
  waitsForDecision: boolean;
  holds: Hold[];
  weights: Weights;
  gitOps?: GitOpsOwner;
  /** `promote` goes to 100 %, `roll-back` to 0 %, `shift` to the next weight of the ladder. */
  plans: Record<'promote' | 'roll-back' | 'shift', Plan<RouteSeen>>;
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
export type Delivery =
  | ArgoCanaryDelivery
  | ArgoBlueGreenDelivery
  | WeightedRoutesDelivery
  | NoDelivery;

/**
 * A delivery and the revisions it moves between, newest first.
 *
 * @public
 */
export interface DeliveryView {
  delivery: Delivery;
  revisions: Revision[];
}
