/**
 * An object that a service's view names.
 *
 * @public
 */
export interface NamedObject {
  kind: string;
  /** Absent for objects outside namespaces. */
  namespace?: string;
  name: string;
}

/**
 * An object as it stands in the cluster now, to be read by people.
 *
 * @public
 */
export interface ObjectManifest {
  /**
   * Without what only machines write and read. Literal values of environment variables are not in it: they may be
   * secrets. Very long ones are cut, and say so in their last line.
   */
  yaml: string;
}
