/**
 * How bad a finding is: an `error` breaks the service or its release, a `warning` takes something away.
 *
 * @public
 */
export type FindingSeverity = 'error' | 'warning';

/**
 * A rule's complaint about the configuration.
 *
 * @public
 */
export interface Finding {
  /** Of the rule, such as `MSH203`. */
  code: string;
  severity: FindingSeverity;
  /** What is complained about: `Rollout shop/checkout (rollout.yaml)`, or a file. */
  object: string;
  /** What is wrong, in one sentence that names the values. */
  message: string;
  /** What to do about it, in one sentence. */
  mend: string;
}
