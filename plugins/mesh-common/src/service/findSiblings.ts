import type { ObjectLookup, Service, VirtualService } from '../kubernetes';
import type { MeshSettings } from '../model';
import { hostMeans } from './hosts';
import { hasLabels, selectorOf } from './labels';

/**
 * Services that stand for versions of the service, as its routes tell: they share one route with it, or they are
 * destinations of a VirtualService for its host and take no other pods than it does.
 *
 * A VirtualService that sends whole paths to other Services has many destinations that are no versions.
 */
export function findSiblings(
  lookup: ObjectLookup,
  service: Service,
  virtualServices: VirtualService[],
  mesh: MeshSettings,
): Service[] {
  const { namespace = '', name } = service.metadata;
  const found = new Map<string, Service>();

  for (const vs of virtualServices) {
    const serviceOf = (host: string) => {
      const shortName = host.split('.', 1)[0];
      return hostMeans(
        host,
        vs.metadata.namespace,
        { namespace, name: shortName },
        mesh,
      )
        ? lookup.get('Service', namespace, shortName)
        : undefined;
    };
    const isAbout = vs.spec.hosts.some(
      host => serviceOf(host)?.metadata.name === name,
    );
    for (const { route } of [...vs.spec.http, ...vs.spec.tls, ...vs.spec.tcp]) {
      const destinations = new Map(
        route.flatMap(({ destination }) => {
          const one = destination && serviceOf(destination.host);
          return one ? [[one.metadata.name, one] as const] : [];
        }),
      );
      const isShared =
        destinations.size > 1 && (isAbout || destinations.has(name));
      for (const [key, one] of destinations) {
        if (isShared || (isAbout && isPartOf(one, service))) {
          found.set(key, one);
        }
      }
    }
  }
  found.delete(name);
  return [...found.values()];
}

/** Whether all pods that one Service takes are taken by the other. */
function isPartOf(one: Service, whole: Service): boolean {
  const wanted = selectorOf(whole);
  const own = selectorOf(one);
  return wanted !== undefined && own !== undefined && hasLabels(own, wanted);
}
