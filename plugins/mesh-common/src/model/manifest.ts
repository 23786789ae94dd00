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

/**
 * What to do with manifests: only to ask the cluster what it would do, or to do it.
 *
 * @public
 */
export type ManifestsMode = 'dry-run' | 'apply';

/**
 * What a cluster did with one object of some files, or would do.
 *
 * @public
 */
export interface ManifestResult {
  kind: string;
  /** Absent for objects outside namespaces. */
  namespace?: string;
  name: string;
  /** Of the file it stands in. */
  path: string;
  /** `refused`: the cluster, or the portal, does not take it. `skipped`: not tried, because others were refused. */
  outcome: 'created' | 'changed' | 'unchanged' | 'refused' | 'skipped';
  /** Why, in the API server's own words where it is the one that refuses; or where it was judged. */
  message?: string;
}

/**
 * What a cluster did with the objects of some files, or would do.
 *
 * @public
 */
export interface ManifestsReport {
  mode: ManifestsMode;
  /** In the order of the files. */
  objects: ManifestResult[];
}
