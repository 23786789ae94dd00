import { gatewaysOf } from './objects/gatewaysOf';
import type { Rule } from './Rule';

export const routeHostsInGateway: Rule = {
  code: 'MSH208',
  title: 'The Gateway serves a host of the routes',
  severity: 'error',
  why: 'A Gateway answers 404 to hosts that it does not list, so these routes get no request through it.',
  mend: 'Add the host to the Gateway, or name in the VirtualService a host that the Gateway has.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/gateway/',
  like: { istio: ['IST0132'] },
  check: config =>
    config.ofKind('VirtualService').flatMap(about =>
      gatewaysOf(about.object).flatMap(({ written, namespace, name }) => {
        const gateway = config.find('Gateway', namespace, name);
        const { hosts } = about.object.spec;
        if (!gateway || hosts.length === 0) return [];
        const served = gateway.object.spec.servers.flatMap(server =>
          server.hosts.flatMap(host =>
            visibleHost(host, namespace, about.ref.namespace),
          ),
        );
        return served.some(one => hosts.some(host => matches(one, host)))
          ? []
          : [
              {
                about,
                message: `Its hosts are ${list(
                  hosts,
                )}; Gateway "${written}" serves ${list(served)} for it.`,
              },
            ];
      }),
    ),
};

/** `<namespace>/host` is for VirtualServices of one namespace; `.` is the Gateway's own. */
function visibleHost(
  host: string,
  gatewayNamespace: string | undefined,
  namespace: string | undefined,
): string[] {
  const slash = host.indexOf('/');
  if (slash < 0) return [host];
  const scope = host.slice(0, slash);
  const wanted = scope === '.' ? gatewayNamespace : scope;
  return wanted === '*' || wanted === namespace ? [host.slice(slash + 1)] : [];
}

/** Either may be a wildcard (`Name.Matches` in Istio's pkg/config/host). */
function matches(a: string, b: string): boolean {
  if (a.startsWith('*') && b.startsWith('*')) {
    return a.slice(1).endsWith(b.slice(1)) || b.slice(1).endsWith(a.slice(1));
  }
  if (a.startsWith('*')) return b.endsWith(a.slice(1));
  if (b.startsWith('*')) return a.endsWith(b.slice(1));
  return a === b;
}

function list(hosts: readonly string[]): string {
  return hosts.map(host => `"${host}"`).join(', ') || 'none';
}
