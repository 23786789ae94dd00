import type { VirtualService, VirtualServiceRoute } from '../kubernetes';
import { isExportedTo, MESH_GATEWAY, resolveGateway } from '../service/hosts';
import { mergeDelegate } from './mergeDelegate';

/** A route as proxies follow it: what it delegates is put in its place. */
export interface FollowedRoute {
  protocol: 'http' | 'tls' | 'tcp';
  route: VirtualServiceRoute;
  /** The one that writes the destinations; short hosts are of its namespace. */
  writtenIn: VirtualService;
  isDelegated: boolean;
}

/** `VirtualService <namespace>/<name>`. */
export function titleOf({
  kind,
  metadata,
}: {
  kind: string;
  metadata: { namespace?: string; name: string };
}): string {
  return `${kind} ${metadata.namespace}/${metadata.name}`;
}

/**
 * The routes of a VirtualService in the order in which proxies try them.
 *
 * @param all - where its delegates are looked for
 * @param isComplete - whether all of its delegates would be there; otherwise those that are not are passed over
 */
export function followRoutes(
  root: VirtualService,
  all: VirtualService[],
  isComplete: boolean,
): { routes: FollowedRoute[]; problems: string[] } {
  const problems: string[] = [];
  const http = root.spec.http.flatMap((route): FollowedRoute[] => {
    const own = withFullGateways(route, root);
    if (!route.delegate) return [ofVirtualService('http', own, root)];

    const namespace = route.delegate.namespace || root.metadata.namespace;
    const { name } = route.delegate;
    const found = all.find(
      ({ metadata, spec }) =>
        metadata.name === name &&
        metadata.namespace === namespace &&
        spec.hosts.length === 0,
    );
    const nothing = `nothing follows that part of ${titleOf(root)}`;
    if (!found) {
      if (isComplete) {
        problems.push(
          `${titleOf(
            root,
          )} delegates to VirtualService ${namespace}/${name}, which is not there or has hosts: ${nothing}.`,
        );
      }
      return [];
    }
    if (
      !isExportedTo(
        found.spec.exportTo,
        namespace,
        root.metadata.namespace ?? '',
      )
    ) {
      problems.push(
        `${titleOf(found)} is not exported to namespace ${
          root.metadata.namespace
        }: ${nothing}.`,
      );
      return [];
    }
    return found.spec.http.flatMap(part => {
      const merged = mergeDelegate(own, withFullGateways(part, found));
      if (!merged) {
        problems.push(
          `A route${part.name ? ` "${part.name}"` : ''} of ${titleOf(
            found,
          )} can never match where ${titleOf(
            root,
          )} delegates to it: Istio leaves it out.`,
        );
        return [];
      }
      return [
        {
          protocol: 'http' as const,
          route: merged,
          writtenIn: found,
          isDelegated: true,
        },
      ];
    });
  });
  const others = (['tls', 'tcp'] as const).flatMap(protocol =>
    root.spec[protocol].map(route =>
      ofVirtualService(protocol, withFullGateways(route, root), root),
    ),
  );
  return { routes: [...http, ...others], problems };
}

function ofVirtualService(
  protocol: FollowedRoute['protocol'],
  route: VirtualServiceRoute,
  writtenIn: VirtualService,
): FollowedRoute {
  return { protocol, route, writtenIn, isDelegated: false };
}

/** Two VirtualServices may write one Gateway in two ways. */
function withFullGateways(
  route: VirtualServiceRoute,
  { metadata }: VirtualService,
): VirtualServiceRoute {
  return {
    ...route,
    match: route.match?.map(match => ({
      ...match,
      gateways: match.gateways?.map(reference => {
        if (reference === MESH_GATEWAY) return reference;
        const { namespace, name } = resolveGateway(
          reference,
          metadata.namespace,
        );
        return `${namespace}/${name}`;
      }),
    })),
  };
}
