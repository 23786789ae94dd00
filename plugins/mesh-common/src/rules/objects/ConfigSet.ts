import type { z } from 'zod';
import {
  MESH_RESOURCES,
  parseObject,
  type DestinationRule,
  type MeshKind,
  type MeshObject,
  type ObjectOf,
  type PodTemplate,
  type Rollout,
  type Service,
} from '../../kubernetes';
import { DEFAULT_MESH_SETTINGS, type MeshSettings } from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';
import type { ConfigObject } from './ConfigObject';
import type { FindingObject } from '../Finding';
import { fits } from './fits';
import { hostKey } from './hostKey';

const MAX_DEPTH = 50;

/**
 * What a finding can be about.
 *
 * @public
 */
export interface Subject {
  /** `Rollout shop/checkout`, with the file it stands in. */
  label: string;
  ref: FindingObject;
}

/**
 * An object with the name under which findings speak of it.
 *
 * @public
 */
export interface Named<T> extends Subject {
  object: T;
}

/**
 * An object of a set, of whatever kind.
 *
 * @public
 */
export interface ConfigItem extends Subject {
  /** Empty when the object came from the cluster. */
  apiVersion: string;
  /** Undefined when it is of a kind that Meshway does not read, or cannot be read. */
  object?: MeshObject;
  /** Why it, or a part of it, cannot be read. */
  unreadable: readonly string[];
  /** All of it, when it stands in a file. */
  raw?: unknown;
}

/**
 * Something with a pod template.
 *
 * @public
 */
export interface Workload {
  kind: 'Rollout' | 'Deployment' | 'StatefulSet' | 'Pod';
  namespace?: string;
  name: string;
  /** Of its pods. */
  labels: Record<string, string>;
  /** Undefined for a pod that nobody owns. */
  template?: PodTemplate;
}

/**
 * The objects of one service's configuration, read narrowly and the same way whether they stand in files or run in a
 * cluster. What cannot be read is left out; the rule about readable objects complains about it.
 *
 * @public
 */
export class ConfigSet {
  /** The objects in files: in their namespaces, what is not among them counts as missing. */
  static ofFiles(
    objects: readonly ConfigObject[],
    mesh: MeshSettings = DEFAULT_MESH_SETTINGS,
  ): ConfigSet {
    return new ConfigSet('files', objects.map(fileItem), mesh);
  }

  /** What belongs to one service of a cluster; its namespace has more than that. */
  static ofService(
    objects: ServiceObjects,
    mesh: MeshSettings = DEFAULT_MESH_SETTINGS,
  ): ConfigSet {
    const all = Object.values(objects)
      .flat()
      .filter(object => object !== undefined);
    return new ConfigSet('cluster', [...new Set(all)].map(clusterItem), mesh);
  }

  private known?: Set<string | undefined>;
  private allWorkloads?: Named<Workload>[];
  private readonly byKind = new Map<string, Named<MeshObject>[]>();

  private constructor(
    readonly from: 'files' | 'cluster',
    readonly items: readonly ConfigItem[],
    readonly mesh: MeshSettings,
  ) {
    for (const { label, ref, object } of items) {
      if (!object) continue;
      const same = this.byKind.get(object.kind);
      if (same) same.push({ label, ref, object });
      else this.byKind.set(object.kind, [{ label, ref, object }]);
    }
  }

  /** The objects of a kind, cut down to what Meshway reads. */
  ofKind<K extends MeshKind>(kind: K): Named<ObjectOf<K>>[] {
    return (this.byKind.get(kind) ?? []) as Named<ObjectOf<K>>[];
  }

  /** The objects of a kind that no view of the mesh needs, such as an AnalysisTemplate: only files bring them. */
  foreign<T>(kind: string, schema: z.ZodType<T>): Named<T>[] {
    return this.items.flatMap(({ label, ref, raw }) => {
      if (ref.kind !== kind) return [];
      const { success, data } = schema.safeParse(raw);
      return success ? [{ label, ref, object: data }] : [];
    });
  }

  /** An object by its name; of a Namespace, `namespace` is undefined. */
  find<K extends MeshKind>(
    kind: K,
    namespace: string | undefined,
    name: string,
  ): Named<ObjectOf<K>> | undefined {
    return this.ofKind(kind).find(
      ({ ref }) => ref.name === name && ref.namespace === namespace,
    );
  }

  /** Whether all Services and workloads of a namespace are in the set, so that one that is not does not exist. */
  knows(namespace: string | undefined): boolean {
    this.known ??= new Set(
      [...this.ofKind('Service'), ...this.workloads()].map(
        ({ ref }) => ref.namespace,
      ),
    );
    return this.from === 'files' && this.known.has(namespace);
  }

  /** Everything with a pod template; of a cluster without its pods, which workloads own. */
  workloads(): readonly Named<Workload>[] {
    this.allWorkloads ??= this.readWorkloads();
    return this.allWorkloads;
  }

  /** The workloads whose pods a Service takes. */
  workloadsOf({ metadata, spec }: Service): Named<Workload>[] {
    // Without a selector someone else fills in the endpoints.
    const selector = spec.selector ?? {};
    if (Object.keys(selector).length === 0) return [];
    return this.workloads().filter(
      ({ object: { namespace, labels } }) =>
        namespace === metadata.namespace && fits(selector, labels),
    );
  }

  /** The Services that take the pods of a workload, without those that a controller made for an experiment. */
  servicesOf({
    ref: { namespace },
    object: { labels },
  }: Named<Workload>): Named<Service>[] {
    return this.ofKind('Service').filter(
      ({ ref, object: { metadata, spec } }) => {
        const { selector = {} } = spec;
        return (
          !metadata.ownerReferences?.length &&
          ref.namespace === namespace &&
          Object.keys(selector).length > 0 &&
          fits(selector, labels)
        );
      },
    );
  }

  /** A Rollout's own pod template, or that of the Deployment it refers to. */
  templateOf({ metadata, spec }: Rollout): PodTemplate | undefined {
    if (spec.template || spec.workloadRef?.kind !== 'Deployment') {
      return spec.template;
    }
    return this.find('Deployment', metadata.namespace, spec.workloadRef.name)
      ?.object.spec.template;
  }

  /** The Service that a host means, as the object in `namespace` writes it; undefined when it is none of these. */
  serviceOf(
    host: string,
    namespace: string | undefined,
  ): Named<Service> | undefined {
    const key = hostKey(host, namespace);
    return this.ofKind('Service').find(
      ({ ref }) => `${ref.name}.${ref.namespace ?? ''}` === key,
    );
  }

  /** The DestinationRules about a host, as the object in `namespace` writes it. */
  rulesOf(
    host: string,
    namespace: string | undefined,
  ): Named<DestinationRule>[] {
    const key = hostKey(host, namespace);
    return this.ofKind('DestinationRule').filter(
      ({ ref, object }) =>
        hostKey(object.spec.host ?? '', ref.namespace) === key,
    );
  }

  private readWorkloads(): Named<Workload>[] {
    const templated = [
      ...this.ofKind('Rollout').map(one => ({
        ...one,
        template: this.templateOf(one.object),
      })),
      ...[...this.ofKind('Deployment'), ...this.ofKind('StatefulSet')].map(
        one => ({ ...one, template: one.object.spec.template }),
      ),
    ].map(({ label, ref, object, template }) => ({
      label,
      ref,
      object: {
        kind: object.kind,
        namespace: ref.namespace,
        name: ref.name,
        labels: template?.metadata?.labels ?? {},
        template,
      },
    }));
    if (this.from === 'cluster') return templated;
    const pods = this.ofKind('Pod').map(({ label, ref, object }) => ({
      label,
      ref,
      object: {
        kind: object.kind,
        namespace: ref.namespace,
        name: ref.name,
        labels: object.metadata.labels ?? {},
      },
    }));
    return [...templated, ...pods];
  }
}

function fileItem(config: ConfigObject): ConfigItem {
  const { source, apiVersion, kind, namespace, name, raw } = config;
  const ref = { kind, namespace, name };
  const item = { label: `${words(ref)} (${source})`, ref, apiVersion, raw };
  if (!isMeshKind(kind, apiVersion)) return { ...item, unreadable: [] };
  try {
    const object = parseObject(kind, withIdentity(raw));
    return { ...item, object, unreadable: object.unreadable ?? [] };
  } catch (error) {
    return { ...item, unreadable: [(error as Error).message] };
  }
}

function clusterItem(object: MeshObject): ConfigItem {
  const { kind, metadata } = object;
  const ref = { kind, namespace: metadata.namespace, name: metadata.name };
  const unreadable = object.unreadable ?? [];
  return { label: words(ref), ref, apiVersion: '', object, unreadable };
}

/** Other groups have a Gateway or a Service as well. */
function isMeshKind(kind: string, apiVersion: string): kind is MeshKind {
  if (!Object.hasOwn(MESH_RESOURCES, kind)) return false;
  const { group } = MESH_RESOURCES[kind as MeshKind];
  return group === ''
    ? apiVersion === 'v1'
    : apiVersion.startsWith(`${group}/`);
}

/** No API server has given it a uid yet, nor dropped what is null: templates write `annotations:` and nothing more. */
function withIdentity(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  const { metadata, ...rest } = withoutNulls(raw, 0) as { metadata?: unknown };
  return typeof metadata === 'object'
    ? { ...rest, metadata: { uid: '', resourceVersion: '', ...metadata } }
    : { ...rest, metadata };
}

function withoutNulls(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // Deeper than any schema looks.
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) {
    return value.map(one => withoutNulls(one, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      one === null ? [] : [[key, withoutNulls(one, depth + 1)]],
    ),
  );
}

function words({ kind, namespace, name }: FindingObject): string {
  return `${kind} ${[namespace, name].filter(Boolean).join('/')}`;
}
