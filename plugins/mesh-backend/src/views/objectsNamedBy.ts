import type {
  NamedObject,
  PostureObject,
  ServiceView,
} from '@meshway/plugin-mesh-common';

/**
 * Every object that the view of a service names: the service itself and what runs behind it, what decides about its
 * protection, how it is reached, and what is complained about. Nothing else of the cluster is shown with it.
 */
export function objectsNamedBy(view: ServiceView): NamedObject[] {
  const { namespace, name, delivery, findings } = view;
  return [
    { kind: 'Service', namespace, name },
    ...('workloads' in delivery ? delivery.workloads : [delivery.workload]),
    ...('route' in delivery
      ? [{ kind: 'VirtualService', ...delivery.route.virtualService }]
      : []),
    ...decidingObjects(view),
    ...objectsOfExposure(view),
    ...findings.flatMap(({ ref }) => ref ?? []),
  ];
}

function decidingObjects({ posture }: ServiceView): NamedObject[] {
  const { mtls, injection, authorization, resilience } = posture;
  const deciders: { decidedBy?: PostureObject }[] = [
    ...mtls.server.flatMap(group => [group, ...group.ports]),
    ...mtls.clients,
    ...resilience.routes.flatMap(({ settings }) => settings),
    ...resilience.destinations.flatMap(({ settings }) => settings),
    ...(injection.waypoint ? [injection.waypoint] : []),
  ];
  return [
    ...deciders.flatMap(({ decidedBy }) => decidedBy ?? []),
    ...authorization.policies.map(({ namespace, name }) => ({
      kind: 'AuthorizationPolicy',
      namespace,
      name,
    })),
  ];
}

function objectsOfExposure({ exposure }: ServiceView): NamedObject[] {
  const titles = [
    ...exposure.gateways.flatMap(({ entrances }) =>
      entrances.map(({ virtualService }) => virtualService),
    ),
    ...exposure.routes.flatMap(({ virtualService, delegate }) => [
      virtualService,
      delegate,
    ]),
  ];
  return [
    ...exposure.gateways.map(({ namespace, name }) => ({
      kind: 'Gateway',
      namespace,
      name,
    })),
    ...titles.flatMap(title => {
      const [, namespace, name] =
        /^VirtualService ([^/]+)\/([^/]+)$/.exec(title ?? '') ?? [];
      return name ? [{ kind: 'VirtualService', namespace, name }] : [];
    }),
  ];
}
