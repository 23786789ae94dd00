import type { ConfigSet } from './ConfigSet';
import { hostKey } from './hostKey';

/**
 * Whether a host means a Service that should be among the objects and is not. Of hosts outside the cluster and of
 * namespaces that are not among the objects nothing is known.
 */
export function isMissing(
  config: ConfigSet,
  host: string,
  namespace: string | undefined,
): boolean {
  if (host.includes('*') || config.serviceOf(host, namespace)) return false;
  const [, second, third] = host.split('.');
  const inCluster = second === undefined || third === 'svc';
  return (
    inCluster &&
    config.knows(second ?? namespace) &&
    !config
      .ofKind('ServiceEntry')
      .some(({ object: { metadata, spec } }) =>
        spec.hosts.some(
          one => hostKey(one, metadata.namespace) === hostKey(host, namespace),
        ),
      )
  );
}
