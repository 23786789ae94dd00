import type { z } from 'zod';
import type {
  DestinationRule,
  MeshKind,
  MeshObject,
  ObjectOf,
  PodTemplate,
  Rollout,
  Service,
} from '../../kubernetes';
import { DEFAULT_MESH_SETTINGS, type MeshSettings } from '../../model';
import { subjectsOf, type Subject as PodSubject } from '../../posture/subjects';
import type { ServiceObjects } from '../../service/ServiceObjects';
import type { ConfigObject } from './ConfigObject';
import {
  clusterItem,
  fileItem,
  type ConfigItem,
  type Named,
} from './ConfigItem';
import { fits } from './fits';
import { hostKey } from './hostKey';

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
    const items = [...new Set(all)].map(clusterItem);
    return new ConfigSet('cluster', items, mesh, objects);
  }

  /** Kinds that have been looked at: what is found depends on whether they can be read. */
  readonly asked = new Set<MeshKind>();

  private known?: Set<string | undefined>;
  private services?: Map<string, Named<Service>>;
  private rules?: Map<string, Named<DestinationRule>[]>;
  private allWorkloads?: Named<Workload>[];
  private allSubjects?: readonly PodSubject[];
  private readonly byKind = new Map<string, Named<MeshObject>[]>();

  private constructor(
    readonly from: 'files' | 'cluster',
    readonly items: readonly ConfigItem[],
    readonly mesh: MeshSettings,
    /** What runs, when it is not in files. */
    readonly running?: ServiceObjects,
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
    this.asked.add(kind);
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
    this.lookAt('Rollout', 'Deployment', 'StatefulSet');
    this.allWorkloads ??= this.readWorkloads();
    return this.allWorkloads;
  }

  /** The pods of the service that runs, or what its workloads would make; of files none. */
  subjects(): readonly PodSubject[] {
    this.lookAt('Pod', 'Rollout', 'Deployment', 'StatefulSet');
    this.allSubjects ??= this.running ? subjectsOf(this.running) : [];
    return this.allSubjects;
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
    this.lookAt('Service');
    // The first of a name, should a file hold it twice.
    this.services ??= new Map(
      [...this.ofKind('Service')]
        .reverse()
        .map(one => [`${one.ref.name}.${one.ref.namespace ?? ''}`, one]),
    );
    return this.services.get(hostKey(host, namespace));
  }

  /** The DestinationRules about a host, as the object in `namespace` writes it. */
  rulesOf(
    host: string,
    namespace: string | undefined,
  ): Named<DestinationRule>[] {
    this.lookAt('DestinationRule');
    this.rules ??= this.rulesByHost();
    return this.rules.get(hostKey(host, namespace)) ?? [];
  }

  private lookAt(...kinds: MeshKind[]): void {
    for (const kind of kinds) this.asked.add(kind);
  }

  private rulesByHost(): Map<string, Named<DestinationRule>[]> {
    const rules = new Map<string, Named<DestinationRule>[]>();
    for (const one of this.ofKind('DestinationRule')) {
      const key = hostKey(one.object.spec.host ?? '', one.ref.namespace);
      const same = rules.get(key);
      if (same) same.push(one);
      else rules.set(key, [one]);
    }
    return rules;
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
