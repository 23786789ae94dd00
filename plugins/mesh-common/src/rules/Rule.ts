import type { Subject } from './objects/ConfigItem';
import type { ConfigSet } from './objects/ConfigSet';
import type { FindingSeverity } from '../model';

/**
 * What a rule's check says about one object; the rule adds what is the same every time.
 *
 * @public
 */
export interface Complaint {
  /** The object it is about, as it came from the set. */
  about: Subject;
  /** What is wrong, in one sentence that names the values. */
  message: string;
}

/**
 * Something that must hold between the objects of a service. Schemas and Istio's own semantics are left to the
 * API server, istiod's webhook and `istioctl analyze`; rules cover the seams between Rollout, routes, subsets,
 * Services, mutual TLS and labels, which none of them looks at, or looks at in a service that is not released yet.
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
  /** A page of Istio, Argo Rollouts or Kubernetes that explains it. */
  docs: string;
  /** `files`: it makes no sense for the objects of a running service; `cluster`: nor for files. Absent: for both. */
  only?: 'files' | 'cluster';
  /** Codes of `istioctl analyze` and of Kiali that complain about the same. */
  like?: {
    istio?: readonly string[];
    kiali?: readonly string[];
    /** Where Istio looks further or less far, in one sentence; the examples of the rule agree all the same. */
    differs?: string;
  };
  check(config: ConfigSet): Complaint[];
}
