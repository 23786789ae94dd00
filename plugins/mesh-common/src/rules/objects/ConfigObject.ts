/**
 * An object of a service's configuration, as it stands in a file.
 *
 * @public
 */
export interface ConfigObject {
  /** Where it stands, for people: a path inside the repository. */
  source: string;
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
  /** All of it, unread and untrusted. */
  raw: unknown;
}
