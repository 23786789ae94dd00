import type { ConfigSet } from './ConfigSet';
import type { FindingSeverity } from './Finding';

/**
 * What a rule's check says about one object; the rule adds what is the same every time.
 *
 * @public
 */
export interface Complaint {
  /** `Rollout shop/checkout (rollout.yaml)`. */
  object: string;
  /** What is wrong, in one sentence that names the values. */
  message: string;
}

/**
 * Something that must hold between the objects of a service. Schemas and Istio's own semantics are left to the
 * API server, istiod's webhook and `istioctl analyze`; rules cover the seams between Rollout, routes, subsets and
 * Services that none of them looks at.
 *
 * @public
 */
export interface Rule {
  /** Never reused: `MSH` and three digits. */
  code: string;
  title: string;
  severity: FindingSeverity;
  /** What happens when it does not hold. */
  why: string;
  /** What to do about it. */
  mend: string;
  check(config: ConfigSet): Complaint[];
}
