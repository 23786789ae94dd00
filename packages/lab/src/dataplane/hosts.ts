/**
 * Short names belong to the namespace of the object that uses them; a name with
 * a dot is taken as it stands (istio pkg/config/resource ResolveShortnameToFQDN).
 */
export function resolveHost(host: string, namespace: string): string {
  return host.includes('.') || host.includes('*')
    ? host
    : `${host}.${namespace}.svc.cluster.local`;
}

/** True when `pattern` (`*`, `*.example.com` or a plain name) covers `host`. */
export function hostMatches(pattern: string, host: string): boolean {
  return pattern.startsWith('*')
    ? host.endsWith(pattern.slice(1))
    : pattern === host;
}

/** A Gateway's host may carry the namespaces it is meant for: `ns/host`, `./host`. */
export function gatewayHostMatches(
  pattern: string,
  gatewayNamespace: string,
  routeNamespace: string,
  host: string,
): boolean {
  const slash = pattern.indexOf('/');
  if (slash < 0) {
    return hostMatches(pattern, host);
  }
  const scope = pattern.slice(0, slash);
  const inScope =
    scope === '*' ||
    scope === routeNamespace ||
    (scope === '.' && gatewayNamespace === routeNamespace);
  return inScope && hostMatches(pattern.slice(slash + 1), host);
}
