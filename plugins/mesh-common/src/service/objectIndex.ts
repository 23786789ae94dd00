import type {
  DestinationRule,
  MeshKind,
  MeshObject,
  ObjectMetadata,
  ObjectOf,
  PodTemplate,
  ServiceEntry,
  VirtualService,
} from '../kubernetes';
import { destinationHostsOf, isForMesh, isWildcard } from './hosts';
import { selectorOf, type Labels } from './labels';

/**
 * By what objects are found without looking at all of their kind: one string for each thing that an object says.
 *
 * @public
 */
export type IndexKey = string & { readonly indexKey?: never };

/** Objects for hosts with a wildcard: they may be about any. */
export const ANY_HOST: IndexKey = 'host *';

/** Rollouts whose pods' labels stand in another object. */
export const BORROWED_LABELS: IndexKey = 'label borrowed';

/** What an object of this namespace owns. */
export function ownerKey(namespace: string, uid: string): IndexKey {
  return `owner ${namespace}/${uid}`;
}

/** Pods of this namespace with a label. */
export function podKey(
  namespace: string,
  [name, value]: [string, string],
): IndexKey {
  return `pod ${namespace}/${name}=${value}`;
}

/** Services of this namespace whose selector begins with a label. */
export function selectorKey(
  namespace: string,
  [name, value]: [string, string],
): IndexKey {
  return `selector ${namespace}/${name}=${value}`;
}

/** Services and workloads with a label, also on the pods that they make, of any namespace. */
export function labelKey([name, value]: [string, string]): IndexKey {
  return `label ${name}=${value}`;
}

/**
 * What speaks of a host, of any namespace. The names of one Service have their first two parts in common, so that
 * hosts of the same key may differ.
 */
export function hostKey(host: string): IndexKey {
  return `host ${host.split('.', 2).join('.')}`;
}

/** VirtualServices that delegate to this one. */
export function delegateKey(namespace: string, name: string): IndexKey {
  return `delegate ${namespace}/${name}`;
}

function ownerKeys({ metadata }: { metadata: ObjectMetadata }): IndexKey[] {
  return (metadata.ownerReferences ?? []).map(({ uid }) =>
    ownerKey(metadata.namespace ?? '', uid),
  );
}

function templatedKeys({
  metadata,
  spec,
}: {
  metadata: ObjectMetadata;
  spec: { template?: PodTemplate };
}): IndexKey[] {
  return [
    ...labelKeys(metadata.labels),
    ...labelKeys(spec.template?.metadata?.labels),
  ];
}

function virtualServiceKeys(virtualService: VirtualService): IndexKey[] {
  const { metadata, spec } = virtualService;
  // A gateway's wildcard is about no Service in particular.
  const hosts = isForMesh(virtualService)
    ? spec.hosts
    : spec.hosts.filter(host => !isWildcard(host));
  return [
    ...[...hosts, ...destinationHostsOf(virtualService)].map(host =>
      writtenHostKey(host, metadata.namespace),
    ),
    ...spec.http.flatMap(({ delegate }) =>
      delegate
        ? delegateKey(
            delegate.namespace || (metadata.namespace ?? ''),
            delegate.name,
          )
        : [],
    ),
  ];
}

/** Of a host as an object writes it, whose short names are those of its own namespace. */
function writtenHostKey(host: string, namespace: string | undefined): IndexKey {
  if (isWildcard(host)) return ANY_HOST;
  return hostKey(host.includes('.') ? host : `${host}.${namespace ?? ''}`);
}

function labelKeys(labels: Labels | undefined): IndexKey[] {
  return pairs(labels).map(labelKey);
}

function pairs(labels: Labels | undefined): [string, string][] {
  return Object.entries(labels ?? {});
}

const KEYS: { [K in MeshKind]?: (object: ObjectOf<K>) => IndexKey[] } = {
  ReplicaSet: ownerKeys,
  AnalysisRun: ownerKeys,
  Experiment: ownerKeys,
  Pod: pod => [
    ...ownerKeys(pod),
    ...pairs(pod.metadata.labels).map(pair =>
      podKey(pod.metadata.namespace ?? '', pair),
    ),
  ],
  Service: service => [
    ...labelKeys(service.metadata.labels),
    ...pairs(selectorOf(service))
      .sort()
      .slice(0, 1)
      .map(pair => selectorKey(service.metadata.namespace ?? '', pair)),
  ],
  Rollout: rollout => [
    ...templatedKeys(rollout),
    ...(rollout.spec.template ? [] : [BORROWED_LABELS]),
  ],
  Deployment: templatedKeys,
  StatefulSet: templatedKeys,
  VirtualService: virtualServiceKeys,
  DestinationRule: ({ metadata, spec: { host = '' } }: DestinationRule) => [
    writtenHostKey(host, metadata.namespace),
  ],
  ServiceEntry: ({ spec }: ServiceEntry) =>
    spec.hosts.map(host => (isWildcard(host) ? ANY_HOST : hostKey(host))),
};

/**
 * All keys by which an object is found. Only kinds that are looked for by a key have some.
 *
 * @public
 */
export function indexKeysOf(object: MeshObject): IndexKey[] {
  const keysOf = KEYS[object.kind] as
    | ((one: MeshObject) => IndexKey[])
    | undefined;
  return [...new Set(keysOf?.(object))];
}
