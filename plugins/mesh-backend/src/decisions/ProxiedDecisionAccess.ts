import { ServiceUnavailableError } from '@backstage/errors';
import {
  DEFAULT_MESH_SETTINGS,
  findServiceObjects,
  MESH_RESOURCES,
  parseObject,
  type DecisionTarget,
  type MeshKind,
  type MeshSettings,
  type ObjectOf,
  type PlannedPatch,
  type ReplicaSet,
  type ServiceObjects,
  type ServiceRef,
} from '@meshway/plugin-mesh-common';
import { z } from 'zod';
import type { ClusterRegistry } from '../clusters/ClusterRegistry';
import type { LiveObjects } from '../clusters/LiveObjects';
import { explainRefusal, readRefusal } from '../clusters/refusal';
import { resourcePath } from '../clusters/resourcePath';
import type {
  DecisionAccess,
  DecisionEvent,
  ObjectAddress,
} from './DecisionAccess';
import { kubernetesEvent } from './kubernetesEvent';
import { refusedChange } from './refusedChange';

const templateSchema = z.object({
  spec: z.object({ template: z.unknown() }),
});

/**
 * Objects by way of the Kubernetes plugin's proxy and the watched store.
 */
export class ProxiedDecisionAccess implements DecisionAccess {
  private readonly clusters: ClusterRegistry;
  private readonly live: LiveObjects;
  private readonly now: () => Date;

  constructor(options: {
    clusters: ClusterRegistry;
    live: LiveObjects;
    now?: () => Date;
  }) {
    this.clusters = options.clusters;
    this.live = options.live;
    this.now = options.now ?? (() => new Date());
  }

  objects({
    cluster,
    namespace,
    name,
  }: ServiceRef): ServiceObjects | undefined {
    const connection = this.live.connection(cluster);
    if (!connection.complete) {
      const freshness = connection.freshness();
      throw new ServiceUnavailableError(
        'reason' in freshness ? freshness.reason : undefined,
      );
    }
    const { mesh } = connection.settings;
    return findServiceObjects(connection.store, namespace, name, mesh);
  }

  meshSettings(cluster: string): MeshSettings {
    return this.clusters.get(cluster)?.settings.mesh ?? DEFAULT_MESH_SETTINGS;
  }

  async read<K extends 'Rollout' | 'VirtualService' | 'Deployment'>(
    kind: K,
    at: ObjectAddress,
    signal?: AbortSignal,
  ): Promise<ObjectOf<K> | undefined> {
    const raw = await this.live.read(kind, at, signal);
    return raw === undefined ? undefined : parse(kind, at.cluster, raw);
  }

  async readTemplate(
    at: ObjectAddress,
    signal?: AbortSignal,
  ): Promise<{ replicaSet: ReplicaSet; template: unknown } | undefined> {
    const raw = await this.live.read('ReplicaSet', at, signal);
    if (raw === undefined) return undefined;
    return {
      replicaSet: parse('ReplicaSet', at.cluster, raw),
      template: templateSchema.safeParse(raw).data?.spec.template,
    };
  }

  async patch(
    cluster: string,
    patch: PlannedPatch,
    options: { author: string; signal?: AbortSignal },
  ): Promise<void> {
    const { target, subresource, operations } = patch;
    const { kind, namespace, name } = target;
    const connection = this.live.connection(cluster);
    const { impersonate } = connection.settings;
    const version = connection.versionOf(kind);
    const response = await this.live.send(
      cluster,
      { kind, verb: 'patch' },
      resourcePath(kind, { version, namespace, name, subresource }),
      {
        method: 'PATCH',
        headers: {
          'Content-Type': 'application/json-patch+json',
          ...(impersonate && { 'Impersonate-User': options.author }),
        },
        body: JSON.stringify(operations),
        signal: options.signal,
      },
    );
    if (response.ok) {
      await response.body?.cancel();
      return;
    }
    throw refusedChange(
      cluster,
      patch,
      await readRefusal(response),
      impersonate ? options.author : undefined,
    );
  }

  async writeEvent(cluster: string, event: DecisionEvent): Promise<void> {
    const { kind, namespace, name } = event.target;
    const connection = this.live.connection(cluster);
    const response = await this.live.send(
      cluster,
      { kind: 'Event', verb: 'event' },
      `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(
          kubernetesEvent(
            event,
            connection.versionOf(kind) ?? MESH_RESOURCES[kind].versions[0],
            connection.store.get(kind, namespace, name)?.metadata.uid,
            this.now(),
          ),
        ),
      },
    );
    if (response.ok) {
      await response.body?.cancel();
      return;
    }
    const refusal = await readRefusal(response);
    throw new ServiceUnavailableError(explainRefusal(cluster, refusal));
  }

  onChange(
    cluster: string,
    { kind, namespace, name }: DecisionTarget,
    listener: () => void,
  ): () => void {
    // By way of the registry, so that a cluster may come, go and come back meanwhile.
    return this.clusters.onChange(({ cluster: changed, change }) => {
      if (
        changed === cluster &&
        change?.kind === kind &&
        change.namespace === namespace &&
        change.name === name
      ) {
        listener();
      }
    });
  }
}

function parse<K extends MeshKind>(
  kind: K,
  cluster: string,
  raw: unknown,
): ObjectOf<K> {
  try {
    return parseObject(kind, raw) as ObjectOf<K>;
  } catch (error) {
    throw new ServiceUnavailableError(
      `Cluster ${cluster} answers with a ${kind} that cannot be read: ${error}`,
    );
  }
}
