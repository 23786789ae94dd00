import type { RevisionRole } from './revision';
import type { Signals } from './signals';
import type { Verdict } from './verdict';

/**
 * What a person can decide about a delivery, in the words of design: `shift` moves the weights of a route by hand,
 * all others are done by the Rollouts controller.
 *
 * @public
 */
export type DecisionVerb =
  | 'promote'
  | 'promote-full'
  | 'abort'
  | 'retry'
  | 'pause'
  | 'resume'
  | 'restart'
  | 'roll-back'
  | 'shift';

/**
 * What the author of a decision saw of a Rollout. A decision is carried out only if this still holds.
 *
 * @public
 */
export interface RolloutSeen {
  /** `status.currentPodHash`. */
  podHash: string;
  /** `status.currentStepIndex`; 0 for a blue-green Rollout. */
  stepIndex: number;
  /**
   * Start of the pause that came last, of `status.pauseConditions`, ISO 8601, second precision; absent when it is
   * not at a pause.
   */
  pauseStartedAt?: string;
  /**
   * Canary weight in percent that the controller last wrote, or that the step asks for without traffic routing; of a
   * blue-green Rollout 100 once the active Service leads to the new revision, else 0.
   */
  weight: number;
}

/**
 * What the author of a decision saw of a route whose weights are moved by hand.
 *
 * @public
 */
export interface RouteSeen {
  /** `<namespace>/<name>` of the VirtualService. */
  virtualService: string;
  /** Protocol and position of the route: `http/0`. */
  route: string;
  /** Each destination in order, `host` or `host:subset`, with its weight as written: percent when they add up to 100. */
  weights: { destination: string; weight: number }[];
}

/**
 * What the author of a decision saw.
 *
 * @public
 */
export type Seen = RolloutSeen | RouteSeen;

/**
 * One operation of an RFC 6902 JSON Patch.
 *
 * @public
 */
export type JsonPatchOperation =
  | { op: 'test' | 'add' | 'replace'; path: string; value: unknown }
  | { op: 'remove'; path: string };

/**
 * One guarded request to the API server. Its `test` operations repeat what was seen, so that it does nothing when
 * the world has moved on.
 *
 * @public
 */
export interface PlannedPatch {
  target: {
    kind: 'Rollout' | 'Deployment' | 'VirtualService';
    namespace: string;
    name: string;
  };
  /** Absent for the main resource. */
  subresource?: 'status';
  operations: JsonPatchOperation[];
}

/**
 * What a decision passes over that would have happened without it.
 *
 * @public
 */
export interface Skipped {
  /** Pauses at which somebody would have been asked, or the Rollout would have waited. */
  pauses: number;
  /** Analyses and experiments that will not judge the canary. */
  analyses: number;
}

/**
 * The consequence of a decision that can be taken now, as it is shown before it is taken.
 *
 * @public
 */
export interface AllowedPreview<S extends Seen = Seen> {
  allowed: true;
  verb: DecisionVerb;
  seen: S;
  /** What it clears, what comes next and what it does not touch, one sentence each. */
  consequences: string[];
  /** Canary weight in percent after the decision; undefined when the weight stays. */
  nextWeight?: number;
  skips: Skipped;
  /** Whether it can be undone, and how, in one sentence. */
  undo: { possible: boolean; how: string };
  /** True when it changes spec that a manifest in Git holds too. */
  changesSpec: boolean;
  /** What to think of before taking it, such as a GitOps tool that would take the change back. */
  warnings: string[];
}

/**
 * A decision that would do nothing, or something else than it says.
 *
 * @public
 */
export interface RefusedPlan {
  allowed: false;
  verb: DecisionVerb;
  /** Why not, and what to do instead, in words. */
  reason: string;
}

/**
 * The exact consequence of a decision, computed before it is taken, with the requests that carry it out.
 *
 * @public
 */
export type Plan<S extends Seen = Seen> =
  | (AllowedPreview<S> & {
      /** In this order; the next is sent only when the one before was accepted. */
      patches: [PlannedPatch, ...PlannedPatch[]];
    })
  | RefusedPlan;

/**
 * A plan whose requests need more of the objects than is watched, such as a whole pod template.
 *
 * @public
 */
export type PlanPreview<S extends Seen = Seen> =
  | AllowedPreview<S>
  | RefusedPlan;

/**
 * Where a decision stands. Taken alone it is written down, the API server takes the patch, the controller reacts, or it
 * comes to nothing; one that two people take waits as `proposed` first.
 *
 * @public
 */
export type DecisionState =
  | 'proposed'
  | 'requested'
  | 'applied'
  | 'confirmed'
  | 'failed'
  | 'withdrawn'
  | 'expired';

/**
 * A service in a cluster.
 *
 * @public
 */
export interface ServiceRef {
  cluster: string;
  namespace: string;
  name: string;
}

/**
 * What is decided, without what was seen.
 *
 * @public
 */
export interface DecisionChoice {
  verb: DecisionVerb;
  /** Only of a `roll-back` of a Rollout, and needed there: hash of the revision to go back to. */
  revision?: string;
  /** Only of a `shift`: the canary's part in percent, 0 to 100; absent for the next weight of the ladder. */
  weight?: number;
}

/**
 * The object that a decision changes.
 *
 * @public
 */
export interface DecisionTarget {
  kind: 'Rollout' | 'VirtualService';
  namespace: string;
  name: string;
}

/**
 * How a delivery did when a decision was taken.
 *
 * @public
 */
export interface DecisionEvidence {
  verdict?: Verdict;
  /** Why the metrics could not be read then, in words; absent when they were. */
  metricsProblem?: string;
  /** Those that took part; without signals where the metrics could not tell. */
  revisions: {
    role: RevisionRole;
    hash: string;
    version: string;
    signals?: Signals;
  }[];
}

/**
 * The second person of a decision that two people take.
 *
 * @public
 */
export interface DecisionApproval {
  /** Until when somebody else may approve, ISO 8601. */
  expiresAt: string;
  /** Entity reference of who approved; absent while nobody has. */
  by?: string;
  /** ISO 8601. */
  at?: string;
}

/**
 * One row of the journal.
 *
 * @public
 */
export interface Decision extends DecisionChoice {
  id: string;
  entityRef: string;
  /** By which its author came to it. */
  service: ServiceRef;
  target: DecisionTarget;
  state: DecisionState;
  /** Entity reference of who decided. */
  decidedBy: string;
  /** Why, in their words. */
  reason?: string;
  /** Whether its author went on although a rule of the portal advised against it. */
  override?: boolean;
  /** Only of a decision that two people take. */
  approval?: DecisionApproval;
  seen: Seen;
  evidence?: DecisionEvidence;
  /** What came of it, in words. Undefined while it is open. */
  outcome?: string;
  /** ISO 8601. */
  requestedAt: string;
  /** Last change of state, ISO 8601. */
  updatedAt: string;
}

/**
 * Rows of the journal, newest first.
 *
 * @public
 */
export interface DecisionPage {
  decisions: Decision[];
  /** Where the next page begins; absent on the last one. */
  next?: string;
}

/**
 * A decision as it is sent to the backend.
 *
 * @public
 */
export interface DecisionRequest extends DecisionChoice {
  service: ServiceRef;
  seen: Seen;
  /** At most 1000 characters. */
  reason?: string;
  /** Goes on although a rule that may be overridden advises against it; needs a reason. */
  override?: boolean;
}

/**
 * A question what a decision would do.
 *
 * @public
 */
export interface PlanRequest extends DecisionChoice {
  service: ServiceRef;
}

/**
 * Why a portal's rules keep a decision from being taken now.
 *
 * @public
 */
export interface RuleObjection {
  rule: 'permission' | 'consent' | 'read-only' | 'freeze' | 'verdict';
  /** Why, and what to do or when it ends. */
  sentence: string;
  /** Whether `override` and a reason pass it. */
  overridable: boolean;
}

/**
 * What a decision would do, and what the portal asks of whoever takes it.
 *
 * @public
 */
export interface DecisionPlan {
  /** With the requests it would send, except of a roll back: its pod template is read when it is taken. */
  plan: Plan | PlanPreview;
  /** Canary against stable, where a canary runs. */
  verdict?: Verdict;
  reasonRequired: boolean;
  /** Present when somebody else has to approve it. */
  secondPerson?: { withinSeconds: number };
  /** Empty when the caller may take it now. */
  objections: RuleObjection[];
}
