/**
 * One spelling for all spellings of a host: `<service>.<namespace>`, or the host itself when it is outside the cluster.
 *
 * A name without dots means a Service in the object's own namespace (Istio, `ResolveShortnameToFQDN` in
 * pkg/config/resource).
 */
export function hostKey(host: string, namespace: string | undefined): string {
  const [name, second, third] = host.split('.');
  if (second === undefined) return `${name}.${namespace ?? ''}`;
  return third === 'svc' ? `${name}.${second}` : host;
}
