/**
 * Phase of an AnalysisRun, of one of its metrics, or of an Experiment (`AnalysisPhase` in argo-rollouts
 * pkg/apis/rollouts/v1alpha1/analysis_types.go).
 *
 * @public
 */
export type AnalysisPhase =
  | 'Pending'
  | 'Running'
  | 'Successful'
  | 'Failed'
  | 'Error'
  | 'Inconclusive'
  | 'unknown';

/**
 * One metric of an analysis: what was measured, and the limits it is judged by.
 *
 * @public
 */
export interface AnalysisMetric {
  name: string;
  phase: AnalysisPhase;
  message: string;
  /** Numbers of measurements by how they were judged. */
  counts: {
    successful: number;
    failed: number;
    inconclusive: number;
    error: number;
  };
  /** Expression of the template, as it stands: `result[0] >= 0.95`. */
  successCondition?: string;
  failureCondition?: string;
  /** Failed measurements that are forgiven; 0 when the template says nothing. */
  failureLimit?: string;
  inconclusiveLimit?: string;
  /** Measurements that will be taken; undefined when it goes on until it is stopped. */
  count?: string;
  /** The newest last. */
  measurements: {
    phase: AnalysisPhase;
    /** As the provider gave it: a number, or a list of numbers in brackets. */
    value?: string;
    message?: string;
    /** ISO 8601. */
    startedAt?: string;
    finishedAt?: string;
  }[];
}

/**
 * An AnalysisRun that judges a revision.
 *
 * @public
 */
export interface Analysis {
  name: string;
  /** What started it; `standalone` when no Rollout did. */
  type:
    | 'step'
    | 'background'
    | 'pre-promotion'
    | 'post-promotion'
    | 'experiment'
    | 'standalone';
  phase: AnalysisPhase;
  message: string;
  /** Hash of the revision it judges. */
  hash?: string;
  /** From 0; only of type `step`. */
  stepIndex?: number;
  /** ISO 8601. */
  startedAt?: string;
  metrics: AnalysisMetric[];
}

/**
 * An Experiment that a step of a Rollout started.
 *
 * @public
 */
export interface Experiment {
  name: string;
  phase: AnalysisPhase;
  message: string;
  /** ISO 8601. */
  startedAt?: string;
  templates: {
    name: string;
    status: string;
    desiredPods: number;
    availablePods: number;
    /** Percent of the traffic that its Service gets; undefined without one. */
    weight?: number;
  }[];
  analyses: Analysis[];
}
