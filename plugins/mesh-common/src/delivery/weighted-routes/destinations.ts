import type {
  ObjectMetadata,
  VirtualService,
  VirtualServiceRoute,
} from '../../kubernetes';
import type { MeshSettings } from '../../model';
import {
  fullHostOf,
  hostCovers,
  hostMeans,
  resolveHost,
  type NamespacedName,
} from '../../service/hosts';
import { hasLabels, selectorOf } from '../../service/labels';
import type { KnownRevision } from '../../service/revisions';
import type { ServiceObjects } from '../../service/ServiceObjects';

/** Where the requests of a destination end up. */
export type Reach =
  /** A Service that is not one of these, or nothing. */
  | { to: 'elsewhere' }
  /** No DestinationRule has the subset: Istio answers 503 (`cluster_not_found`). */
  | { to: 'missing-subset' }
  /** Those revisions; none when no pod has the labels. */
  | { to: 'revisions'; revisions: KnownRevision[] };

/** A destination of a route, and what it reaches. */
export interface ReachedDestination {
  host: string;
  subset?: string;
  /** `host` or `host:subset`, as in `RouteSeen`. */
  name: string;
  /** As it stands in the object, which may be nothing or nonsense. */
  written: number | undefined;
  /** What Istio makes of it: nothing is 0 beside other destinations (pilot/pkg/networking/core/route/route.go). */
  weight: number;
  reach: Reach;
}

/** What a destination is looked up in. */
export interface Surroundings {
  objects: ServiceObjects;
  revisions: KnownRevision[];
  mesh: MeshSettings;
}

/** The destinations of a route in their order. */
export function destinationsOf(
  route: VirtualServiceRoute,
  virtualService: VirtualService,
  surroundings: Surroundings,
): ReachedDestination[] {
  return route.route.map(({ destination, weight }) => {
    const { host = '', subset } = destination ?? {};
    return {
      host,
      subset,
      name: nameOf({ host, subset }),
      written: weight,
      weight: weight !== undefined && isWeight(weight) ? weight : 0,
      reach: reachOf({ host, subset }, virtualService, surroundings),
    };
  });
}

/** `host` or `host:subset`. */
export function nameOf({ host, subset }: { host: string; subset?: string }) {
  return subset === undefined ? host : `${host}:${subset}`;
}

/** Istio's API holds weights as int32, and its webhook refuses those below 0 (`validateWeight`). */
export function isWeight(weight: number): boolean {
  return Number.isInteger(weight) && weight >= 0 && weight < 2 ** 31;
}

/** Pods that are ready behind a destination. */
export function readyPodsOf({ reach }: ReachedDestination): number {
  return revisionsBehind(reach).reduce(
    (sum, { revision }) => sum + revision.readyPods,
    0,
  );
}

/** Hashes of the revisions behind a destination. */
export function hashesOf({ reach }: ReachedDestination): string[] {
  return revisionsBehind(reach).map(({ revision }) => revision.hash);
}

/** Names of the workloads behind a destination, each once. */
export function workloadNamesOf({ reach }: ReachedDestination): string[] {
  return [
    ...new Set(
      revisionsBehind(reach).flatMap(({ revision }) => revision.workload ?? []),
    ),
  ];
}

function revisionsBehind(reach: Reach): KnownRevision[] {
  return reach.to === 'revisions' ? reach.revisions : [];
}

/**
 * A pod is behind a destination when the Service's selector and the subset's labels both take it. A
 * revision's template stands for its pods, so that a workload without pods is known too.
 */
function reachOf(
  { host, subset }: { host: string; subset?: string },
  { metadata: { namespace } }: VirtualService,
  { objects, revisions, mesh }: Surroundings,
): Reach {
  const service = [objects.service, ...objects.siblings].find(({ metadata }) =>
    hostMeans(host, namespace, nameIn(metadata), mesh),
  );
  if (!service) return { to: 'elsewhere' };
  const selector = selectorOf(service);
  const selected = revisions.filter(
    ({ labels }) => selector !== undefined && hasLabels(labels, selector),
  );
  if (subset === undefined) return { to: 'revisions', revisions: selected };

  const fullHost = fullHostOf(nameIn(service.metadata), mesh);
  const found = objects.destinationRules
    .filter(({ metadata, spec }) =>
      hostCovers(
        resolveHost(spec.host ?? '', metadata.namespace, mesh),
        fullHost,
      ),
    )
    .flatMap(({ spec }) => spec.subsets)
    .find(({ name }) => name === subset);
  if (!found) return { to: 'missing-subset' };
  return {
    to: 'revisions',
    revisions: selected.filter(({ labels, revision }) =>
      hasLabels(
        // Controllers add the hash to the pods, not to the template of a Deployment.
        { 'pod-template-hash': revision.hash, ...labels },
        found.labels,
      ),
    ),
  };
}

function nameIn({ namespace = '', name }: ObjectMetadata): NamespacedName {
  return { namespace, name };
}
