import type {
  ObjectLookup,
  ObjectMetadata,
  PodTemplate,
  Rollout,
  VirtualService,
} from '../kubernetes';
import { hostMeans } from './hosts';
import type { ServiceObjects } from './ServiceObjects';

/** Argo Rollouts adds it to the selectors of the stable and the canary Service; templates do not have it. */
const ROLLOUT_HASH_LABEL = 'rollouts-pod-template-hash';

/**
 * Finds what belongs to a service: the workloads whose pods its selector takes, what they own, and the
 * routes that lead to it.
 *
 * @returns undefined when there is no such Service
 * @public
 */
export function findServiceObjects(
  lookup: ObjectLookup,
  namespace: string,
  name: string,
): ServiceObjects | undefined {
  const service = lookup.get('Service', namespace, name);
  if (!service) return undefined;

  const selects = (template: PodTemplate | undefined) =>
    selectorTakes(service.spec.selector, template?.metadata?.labels);

  const allDeployments = lookup.list('Deployment', namespace);
  const rollouts = lookup.list('Rollout', namespace).filter(rollout => {
    const { template, workloadRef, selector } = rollout.spec;
    if (template) return selects(template);
    const referenced =
      workloadRef?.kind === 'Deployment'
        ? allDeployments.find(d => d.metadata.name === workloadRef.name)
        : undefined;
    return selectorTakes(
      service.spec.selector,
      referenced?.spec.template?.metadata?.labels ?? selector?.matchLabels,
    );
  });
  const lent = new Set(
    rollouts.flatMap(({ spec: { workloadRef } }) =>
      workloadRef?.kind === 'Deployment' ? [workloadRef.name] : [],
    ),
  );
  const deployments = allDeployments.filter(
    d => !lent.has(d.metadata.name) && selects(d.spec.template),
  );
  const statefulSets = lookup
    .list('StatefulSet', namespace)
    .filter(s => selects(s.spec.template));

  const replicaSets = lookup
    .list('ReplicaSet', namespace)
    .filter(isOwnedByOneOf([...rollouts, ...deployments]));
  const pods = lookup
    .list('Pod', namespace)
    .filter(isOwnedByOneOf([...replicaSets, ...statefulSets]));

  const names = new Set([name, ...rollouts.flatMap(servicesOf)]);
  const means = (host: string, objectNamespace: string | undefined) =>
    [...names].some(n =>
      hostMeans(host, objectNamespace, { namespace, name: n }),
    );

  const virtualServices = lookup
    .list('VirtualService', namespace)
    .filter(vs => hostsOf(vs).some(host => means(host, vs.metadata.namespace)));
  for (const ref of rollouts.flatMap(virtualServicesOf)) {
    const named = lookup.get('VirtualService', ref.namespace, ref.name);
    if (named && !virtualServices.some(vs => isSame(vs, named))) {
      virtualServices.push(named);
    }
  }
  const ruleNames = new Set(rollouts.map(destinationRuleOf));
  const destinationRules = lookup
    .list('DestinationRule', namespace)
    .filter(
      rule =>
        ruleNames.has(rule.metadata.name) ||
        means(rule.spec.host ?? '', rule.metadata.namespace),
    );

  return {
    service,
    namespace: lookup.get('Namespace', undefined, namespace),
    rollouts,
    deployments,
    statefulSets,
    replicaSets,
    pods,
    virtualServices,
    destinationRules,
    siblings: [],
    gateways: [],
    serviceEntries: [],
    peerAuthentications: [],
    authorizationPolicies: [],
    requestAuthentications: [],
    telemetries: [],
    sidecars: [],
    analysisRuns: [],
    experiments: [],
  };
}

/** A Service without a selector takes no pods: someone else fills its endpoints. */
function selectorTakes(
  selector: Record<string, string> | undefined,
  labels: Record<string, string> | undefined,
): boolean {
  const wanted = Object.entries(selector ?? {}).filter(
    ([key]) => key !== ROLLOUT_HASH_LABEL,
  );
  return (
    wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value)
  );
}

function isOwnedByOneOf(owners: { metadata: ObjectMetadata }[]) {
  const uids = new Set(owners.map(owner => owner.metadata.uid));
  return (object: { metadata: ObjectMetadata }) =>
    Boolean(
      object.metadata.ownerReferences?.some(reference =>
        uids.has(reference.uid),
      ),
    );
}

function servicesOf(rollout: Rollout): string[] {
  const { canary, blueGreen } = rollout.spec.strategy;
  return [
    canary?.stableService,
    canary?.canaryService,
    blueGreen?.activeService,
    blueGreen?.previewService,
  ].filter(name => name !== undefined);
}

/** The VirtualServices that a Rollout moves weights in, with the namespace in which each one lives. */
export function virtualServicesOf(
  rollout: Rollout,
): { namespace: string | undefined; name: string; routes: string[] }[] {
  const istio = rollout.spec.strategy.canary?.trafficRouting?.istio;
  const references = istio?.virtualServices ?? [];
  return [...references, istio?.virtualService]
    .filter(reference => reference !== undefined)
    .map(reference => {
      const [name, namespace] = reference.name.split('.');
      return {
        name,
        namespace: namespace ?? rollout.metadata.namespace,
        routes: reference.routes ?? [],
      };
    });
}

function destinationRuleOf(rollout: Rollout): string | undefined {
  return rollout.spec.strategy.canary?.trafficRouting?.istio?.destinationRule
    ?.name;
}

function hostsOf(vs: VirtualService): string[] {
  return [
    ...vs.spec.hosts,
    ...[...vs.spec.http, ...vs.spec.tls, ...vs.spec.tcp].flatMap(({ route }) =>
      route.flatMap(({ destination }) => destination?.host ?? []),
    ),
  ];
}

function isSame(a: VirtualService, b: VirtualService): boolean {
  return (
    a.metadata.name === b.metadata.name &&
    a.metadata.namespace === b.metadata.namespace
  );
}
