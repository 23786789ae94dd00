/**
 * How bad a finding is: an `error` breaks the service or its release, a `warning` takes something away.
 *
 * @public
 */
export type FindingSeverity = 'error' | 'warning';

/**
 * The object that a finding is about.
 *
 * @public
 */
export interface FindingObject {
  kind: string;
  /** Absent for objects outside namespaces, and in files that leave it out. */
  namespace?: string;
  name: string;
}

/**
 * A rule's complaint about the configuration.
 *
 * @public
 */
export interface Finding {
  /** Of the rule, such as `MSH203`. */
  code: string;
  severity: FindingSeverity;
  /** What is complained about, in words: `Rollout shop/checkout`, with the file it stands in, or a file. */
  object: string;
  /** The same for programs; absent when it is a file. */
  ref?: FindingObject;
  /** What is wrong, in one sentence that names the values. */
  message: string;
  /** What to do about it, in one sentence. */
  mend: string;
  /** A page that explains it. */
  docs: string;
}
