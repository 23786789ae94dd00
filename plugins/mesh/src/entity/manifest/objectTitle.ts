import type { NamedObject } from '@meshway/plugin-mesh-common';

/** `PeerAuthentication shop/default`, as the backend's sentences name objects. */
export function objectTitle({ kind, namespace, name }: NamedObject): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** The object of such a title; undefined of anything else. */
export function objectOfTitle(title: string): NamedObject | undefined {
  const [, kind, namespace, name] =
    /^(\S+) ([^/\s]+)\/([^/\s]+)$/.exec(title) ?? [];
  return name ? { kind, namespace, name } : undefined;
}
