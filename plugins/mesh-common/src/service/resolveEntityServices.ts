import {
  KUBERNETES_ID_ANNOTATION,
  KUBERNETES_LABEL_SELECTOR_ANNOTATION,
  MESH_SERVICE_ANNOTATION,
} from '../annotations';
import type { ObjectLookup, ObjectOf, Service } from '../kubernetes';
import { templateLabels } from './findWorkloads';
import type { NamespacedName } from './hosts';
import { hasLabels, selectorOf, type Labels } from './labels';
import { meets } from './labelSelector';
import { BORROWED_LABELS, labelKey, selectorKey } from './objectIndex';
import {
  parseEntityServices,
  type EntityServicesQuery,
} from './parseEntityServices';
import { servicesOf } from './rolloutReferences';

const MAX_SERVICES = 50;

/**
 * The services of an entity in one cluster.
 *
 * @public
 */
export interface EntityServices {
  /** Names of the clusters to look in; every cluster without it. */
  clusters?: string[];
  /** Those that are named may not be there. */
  services: NamespacedName[];
  /** Why there are none or not all, and what to do next. */
  problem?: string;
}

/**
 * Finds the services of an entity: those it names, or those that carry its labels, or that select workloads which
 * carry them. Services that one Rollout switches are one service: the stable, active or ping one.
 *
 * @param lookup - the objects of one of the clusters that the annotations name
 * @throws InputError with a sentence for the author of a malformed annotation
 * @public
 */
export function resolveEntityServices(
  annotations: Record<string, string> | undefined,
  lookup: ObjectLookup,
): EntityServices {
  const query = parseEntityServices(annotations);
  if (!query) {
    return {
      services: [],
      problem: `The entity names no service of the mesh. Add the annotation ${MESH_SERVICE_ANNOTATION}: <namespace>/<service>, or ${KUBERNETES_ID_ANNOTATION} or ${KUBERNETES_LABEL_SELECTOR_ANNOTATION}.`,
    };
  }
  const { clusters } = query;
  if (query.by === 'name') {
    const leading = leadingOf(query.services, lookup);
    const isNamed = (name: string) =>
      query.services.some(service => keyOf(service) === name);
    return {
      clusters,
      services: query.services.filter(service => {
        const other = leading.get(keyOf(service));
        return !other || !isNamed(keyOf(other));
      }),
    };
  }
  const services = leadingOnes(servicesByLabels(query, lookup), lookup);
  return {
    clusters,
    services: services.slice(0, MAX_SERVICES),
    ...problemOf(query, services.length),
  };
}

function problemOf(
  { selector, namespace }: Extract<EntityServicesQuery, { by: 'labels' }>,
  count: number,
): { problem?: string } {
  const where = namespace ? ` in namespace ${namespace}` : '';
  const what = selector.slice(0, 200);
  if (count === 0) {
    return {
      problem: `No Service${where} has labels that fit ${what}, and no Service there selects a workload that has them. Add the labels to the Service, or name it with the annotation ${MESH_SERVICE_ANNOTATION}: <namespace>/<service>.`,
    };
  }
  return count > MAX_SERVICES
    ? {
        problem: `${count} Services${where} fit ${what}: only ${MAX_SERVICES} are shown. Write a narrower selector.`,
      }
    : {};
}

function servicesByLabels(
  { requirements, namespace }: Extract<EntityServicesQuery, { by: 'labels' }>,
  lookup: ObjectLookup,
): Service[] {
  const fits = (labels: Labels | undefined) => meets(labels, requirements);
  // One of the labels that must be there finds them; without any, all are looked at.
  const required = requirements.find(({ operator }) => operator === 'in');
  const keys =
    required?.operator === 'in'
      ? required.values.map(value => labelKey([required.key, value]))
      : undefined;
  const candidates = <
    K extends 'Service' | 'Rollout' | 'Deployment' | 'StatefulSet',
  >(
    kind: K,
  ): ObjectOf<K>[] => {
    // Within one namespace there are few.
    if (!keys || namespace) return lookup.list(kind, namespace);
    return [...new Set(keys.flatMap(key => lookup.indexed(kind, key)))];
  };

  const rollouts = [
    ...candidates('Rollout'),
    ...(keys && !namespace ? lookup.indexed('Rollout', BORROWED_LABELS) : []),
  ];
  const templates = [
    ...[...new Set(rollouts)].map(rollout => ({
      workload: rollout,
      labels: templateLabels(rollout, lookup),
    })),
    ...[...candidates('Deployment'), ...candidates('StatefulSet')].map(
      workload => ({
        workload,
        labels: workload.spec.template?.metadata?.labels,
      }),
    ),
  ].filter(
    ({ workload, labels }) => fits(workload.metadata.labels) || fits(labels),
  );
  return [
    ...new Set([
      ...candidates('Service').filter(({ metadata }) => fits(metadata.labels)),
      ...templates.flatMap(({ workload, labels = {} }) =>
        servicesFor(lookup, workload.metadata.namespace ?? '', labels),
      ),
    ]),
  ];
}

/** The Services of a namespace that take pods with these labels. */
function servicesFor(
  lookup: ObjectLookup,
  namespace: string,
  labels: Labels,
): Service[] {
  return Object.entries(labels)
    .flatMap(pair => lookup.indexed('Service', selectorKey(namespace, pair)))
    .filter(service => hasLabels(labels, selectorOf(service)));
}

/** Each once, and of Services that one Rollout switches only the leading one. */
function leadingOnes(
  services: Service[],
  lookup: ObjectLookup,
): NamespacedName[] {
  const names = services.map(({ metadata }) => ({
    namespace: metadata.namespace ?? '',
    name: metadata.name,
  }));
  const leading = leadingOf(names, lookup);
  const chosen = names.map(one => leading.get(keyOf(one)) ?? one);
  return [...new Map(chosen.map(one => [keyOf(one), one])).values()];
}

/** By Service: the one that leads it, where a Rollout switches both and that one is there. */
function leadingOf(
  services: NamespacedName[],
  lookup: ObjectLookup,
): Map<string, NamespacedName> {
  const namespaces = [...new Set(services.map(({ namespace }) => namespace))];
  return new Map(
    namespaces.flatMap(namespace =>
      lookup.list('Rollout', namespace).flatMap(rollout => {
        const [first, ...others] = servicesOf(rollout);
        if (!first || !lookup.get('Service', namespace, first)) return [];
        return others
          .filter(name => name !== first)
          .map(
            name =>
              [keyOf({ namespace, name }), { namespace, name: first }] as const,
          );
      }),
    ),
  );
}

function keyOf({ namespace, name }: NamespacedName): string {
  return `${namespace}/${name}`;
}
