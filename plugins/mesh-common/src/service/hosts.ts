/**
 * Whether a host of a VirtualService or DestinationRule means the Service.
 *
 * A name without dots means a Service in the object's own namespace (Istio,
 * `ResolveShortnameToFQDN` in pkg/config/resource); with dots it is `<service>.<namespace>[.svc[.<domain>]]`.
 */
export function hostMeans(
  host: string,
  objectNamespace: string | undefined,
  service: { namespace: string; name: string },
): boolean {
  const [name, namespace, svc] = host.split('.');
  if (name !== service.name) return false;
  if (namespace === undefined) return objectNamespace === service.namespace;
  return (
    namespace === service.namespace && (svc === undefined || svc === 'svc')
  );
}
