import type { NamedObject } from '@meshway/plugin-mesh-common';

/** `PeerAuthentication shop/default`, as the backend's sentences name objects. */
export function objectTitle({ kind, namespace, name }: NamedObject): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}
