/**
 * How a service that exists shall come into the mesh.
 *
 * @public
 */
export interface OnboardingRequest {
  namespace: string;
  /** Name of the Service. */
  service: string;
  /** Entity that may decide about its workloads. */
  entityRef?: string;
  /** Owner of that entity: where the Namespace names it, the workloads need not name the entity. */
  owner?: string;
  /** `namespace`: every pod of the namespace gets a sidecar when it is made; `pods`: only those of this service. */
  injection: 'namespace' | 'pods';
  /** Revision or tag of Istio whose sidecar they get; absent for the default one. */
  revision?: string;
  /** Timeouts and retries of its routes; `none` leaves them to Istio. */
  resilience: 'standard' | 'fail-fast' | 'patient' | 'none';
  /** Whether connections are limited, and pods that fail get nothing for a while. */
  circuitBreaker: boolean;
  /** What those ports speak of which neither the Service nor the pods say it. */
  protocol?: 'http' | 'http2' | 'grpc' | 'tcp';
}

/**
 * A file that a plan proposes.
 *
 * @public
 */
export interface OnboardingFile {
  /** Below one folder, without a leading slash. */
  path: string;
  /** YAML. Objects that exist are partial: only what is added stands there. */
  content: string;
}

/**
 * What a service needs to come into the mesh.
 *
 * @public
 */
export interface OnboardingPlan {
  /** In the order in which they are to be applied, the kustomization last; none when nothing is missing. */
  files: OnboardingFile[];
  /** What each file does, how to apply them, what to watch, and what comes later; a sentence or two each. */
  steps: string[];
  /** What is there already and is left alone, a sentence each. */
  already: string[];
  /** What stands in the way and has to be mended first, a sentence or two each. */
  problems: string[];
}
