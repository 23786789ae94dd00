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
import { findWorkloads, ownedBy, type Workloads } from './findWorkloads';
import { hasLabels, selectorOf, type Labels } from './labels';
import {
  destinationRuleOf,
  servicesOf,
  virtualServicesOf,
} from './rolloutReferences';
import { podKey } from './objectIndex';
import type { ServiceObjects } from './ServiceObjects';

/**
 * Finds what belongs to a service: the workloads whose pods its selector takes, what they own, the routes that lead
 * to it, and the policies that hold for it.
 *
 * It is called for every service at every change: it goes through the workloads of the service's namespace, and finds
 * everything else by its keys.
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
  const experiments = ownedBy(lookup, 'Experiment', workloads.rollouts);

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
    analysisRuns: ownedBy(lookup, 'AnalysisRun', [
      ...workloads.rollouts,
      ...experiments,
    ]),
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
  const taken = selectors.flatMap(selector =>
    podsWith(lookup, metadata.namespace ?? '', selector),
  );
  const pods = new Set([...workloads.pods, ...taken]);
  const labels =
    pods.size > 0
      ? [...pods].map(pod => pod.metadata.labels)
      : [
          ...workloads.rollouts,
          ...workloads.deployments,
          ...workloads.statefulSets,
        ].map(({ spec }) => spec.template?.metadata?.labels);
  return labels.filter(one => one !== undefined);
}

/** The pods that have all these labels, found by the rarest of them. */
function podsWith(lookup: ObjectLookup, namespace: string, labels: Labels) {
  const [rarest = []] = Object.entries(labels)
    .map(pair => lookup.indexed('Pod', podKey(namespace, pair)))
    .sort((a, b) => a.length - b.length);
  return rarest.filter(pod => hasLabels(pod.metadata.labels, labels));
}
