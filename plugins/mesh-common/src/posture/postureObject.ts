import { clipped } from '../service/words';
import type { ObjectMetadata } from '../kubernetes';
import type { PostureObject } from '../model';

export function postureObject(object: {
  kind: string;
  metadata: ObjectMetadata;
}): PostureObject {
  const { namespace, name } = object.metadata;
  return { kind: object.kind, namespace: namespace ?? '', name };
}

/** `PeerAuthentication shop/default`. */
export function objectWords({ kind, namespace, name }: PostureObject): string {
  return `${kind} ${clipped(namespace)}/${clipped(name)}`;
}
