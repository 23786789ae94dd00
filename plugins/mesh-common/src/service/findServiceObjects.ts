import type { ObjectLookup, Service } from '../kubernetes';
import { DEFAULT_MESH_SETTINGS, type MeshSettings } from '../model';
import { findDestinationRules } from './findDestinationRules';
import { findPolicies } from './findPolicies';
import {
  findGateways,
  findServiceEntries,
  findVirtualServices,
} from './findRoutes';
import { findSiblings } from './findSiblings';
import { findWorkloads, isOwnedByOneOf, type Workloads } from './findWorkloads';
import { hasLabels, selectorOf, type Labels } from './labels';
import {
  destinationRuleOf,
  servicesOf,
  virtualServicesOf,
} from './rolloutReferences';
import type { ServiceObjects } from './ServiceObjects';

/**
 * Finds what belongs to a service: the workloads whose pods its selector takes, what they own, the routes that lead
 * to it, and the policies that hold for it.
 *
 * It is called for every service at every change: it reads the objects of the service's namespace, and of all
 * namespaces only VirtualServices, DestinationRules and ServiceEntries, each once.
 *
 * @param mesh - what the mesh sets, for the namespace of mesh-wide policies and full host names
 * @returns undefined when there is no such Service
 * @public
 */
export function findServiceObjects(
  lookup: ObjectLookup,
  namespace: string,
  name: string,
  mesh: MeshSettings = DEFAULT_MESH_SETTINGS,
): ServiceObjects | undefined {
  const service = lookup.get('Service', namespace, name);
  if (!service) return undefined;

  const behind = findWorkloads(lookup, namespace, [service]);
  const named = new Set([name, ...behind.rollouts.flatMap(servicesOf)]);
  const virtualServices = findVirtualServices(
    lookup,
    [...named].map(one => ({ namespace, name: one })),
    mesh,
  );
  for (const reference of behind.rollouts.flatMap(virtualServicesOf)) {
    const found = lookup.get(
      'VirtualService',
      reference.namespace,
      reference.name,
    );
    if (found && !virtualServices.includes(found)) virtualServices.push(found);
  }

  const byRoute = findSiblings(lookup, service, virtualServices, mesh).filter(
    one => isVersion(findWorkloads(lookup, namespace, [one]), behind),
  );
  for (const { metadata } of byRoute) named.add(metadata.name);
  named.delete(name);
  const siblings = [...named]
    .map(one => lookup.get('Service', namespace, one))
    .filter(sibling => sibling !== undefined);
  const services = [service, ...siblings];
  const workloads =
    byRoute.length > 0 ? findWorkloads(lookup, namespace, services) : behind;

  const podLabels = podLabelsOf(lookup, services, workloads);
  const ownNamespace = lookup.get('Namespace', undefined, namespace);
  const experiments = lookup
    .list('Experiment', namespace)
    .filter(isOwnedByOneOf(workloads.rollouts));

  return {
    service,
    namespace: ownNamespace,
    ...workloads,
    virtualServices,
    destinationRules: findDestinationRules(lookup, {
      services: [name, ...named].map(one => ({ namespace, name: one })),
      named: new Set(workloads.rollouts.map(destinationRuleOf)),
      mesh,
    }),
    siblings,
    gateways: findGateways(lookup, virtualServices),
    serviceEntries: findServiceEntries(lookup, {
      service: { namespace, name },
      virtualServices,
      podLabels,
      mesh,
    }),
    ...findPolicies(lookup, {
      services,
      namespace: ownNamespace,
      podLabels,
      mesh,
    }),
    analysisRuns: lookup
      .list('AnalysisRun', namespace)
      .filter(isOwnedByOneOf([...workloads.rollouts, ...experiments])),
    experiments,
  };
}

/**
 * A Rollout names the Services of its versions itself. Whatever else a route puts beside it is another service, which
 * must not be taken for this one, nor decided about as such: anyone may write a route.
 */
function isVersion(beside: Workloads, behind: Workloads): boolean {
  const others = [
    ...beside.deployments.filter(one => !behind.deployments.includes(one)),
    ...beside.statefulSets.filter(one => !behind.statefulSets.includes(one)),
  ];
  return (
    beside.rollouts.every(one => behind.rollouts.includes(one)) &&
    (behind.rollouts.length === 0 || others.length === 0)
  );
}

/**
 * Labels of the pods that the Services take or the workloads own; before there are any, of the templates.
 */
function podLabelsOf(
  lookup: ObjectLookup,
  services: Service[],
  workloads: Workloads,
): Labels[] {
  const [{ metadata }] = services;
  const selectors = services
    .map(selectorOf)
    .filter(selector => selector !== undefined);
  const owned = new Set(workloads.pods);
  const pods = lookup
    .list('Pod', metadata.namespace)
    .filter(
      pod =>
        owned.has(pod) ||
        selectors.some(selector => hasLabels(pod.metadata.labels, selector)),
    );
  const labels =
    pods.length > 0
      ? pods.map(pod => pod.metadata.labels)
      : [
          ...workloads.rollouts,
          ...workloads.deployments,
          ...workloads.statefulSets,
        ].map(({ spec }) => spec.template?.metadata?.labels);
  return labels.filter(one => one !== undefined);
}
