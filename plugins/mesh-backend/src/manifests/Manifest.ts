/**
 * An object of some files, as far as the files alone tell.
 */
export interface Manifest {
  /** Of the file it stands in. */
  path: string;
  apiVersion: string;
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  namespace?: string;
  name: string;
  /** All of it, as it is sent. */
  body: Record<string, unknown>;
  annotations: Record<string, unknown>;
  /** Why the cluster is not even asked, as a sentence; undefined when it is. */
  refusal?: string;
}

/** The namespace in which it lives, or which it is. */
export function placeOf({ kind, namespace, name }: Manifest): string {
  return kind === 'Namespace' ? name : namespace ?? '';
}

/** `VirtualService payments/payment-api`. */
export function titleOf({ kind, namespace, name }: Manifest): string {
  return namespace === undefined
    ? `${kind} ${name}`
    : `${kind} ${namespace}/${name}`;
}
