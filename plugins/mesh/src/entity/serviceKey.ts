import type { ServiceView } from '@meshway/plugin-mesh-common';

/** Tells a service of an entity from its others, in a URL too. */
export function serviceKey({
  cluster,
  namespace,
  name,
}: Pick<ServiceView, 'cluster' | 'namespace' | 'name'>): string {
  return `${cluster}/${namespace}/${name}`;
}
