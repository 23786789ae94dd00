/**
 * An object of a service's configuration, as it stands in a file or in a cluster.
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

/** `Rollout shop/checkout (rollout.yaml)`. */
export function nameOf(object: ConfigObject): string {
  const name = [object.namespace, object.name].filter(Boolean).join('/');
  return `${object.kind} ${name} (${object.source})`;
}
