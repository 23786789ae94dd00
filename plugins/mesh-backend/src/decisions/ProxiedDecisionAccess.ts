import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
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
import type { ClusterConnection } from '../clusters/ClusterConnection';
import type { ClusterRegistry } from '../clusters/ClusterRegistry';
import type { ClusterRequestInit } from '../clusters/KubernetesPlugin';
import {
  explainRefusal,
  explainSilence,
  readRefusal,
} from '../clusters/refusal';
import { rbacRule } from '../clusters/rbacRule';
import { resourcePath } from '../clusters/resourcePath';
import { UNCOUNTED, type MeshMetrics } from '../observability/MeshMetrics';
import type {
  DecisionAccess,
  DecisionEvent,
  ObjectAddress,
} from './DecisionAccess';
import { kubernetesEvent } from './kubernetesEvent';
import { refusedChange } from './refusedChange';

/** How long one request may take, in milliseconds. */
const TIMEOUT_MS = 10_000;

const templateSchema = z.object({
  spec: z.object({ template: z.unknown() }),
});

/**
 * Objects by way of the Kubernetes plugin's proxy and the watched store.
 */
export class ProxiedDecisionAccess implements DecisionAccess {
  private readonly clusters: ClusterRegistry;
  private readonly metrics: MeshMetrics;
  private readonly now: () => Date;

  constructor(options: {
    clusters: ClusterRegistry;
    metrics?: MeshMetrics;
    now?: () => Date;
  }) {
    this.clusters = options.clusters;
    this.metrics = options.metrics ?? UNCOUNTED;
    this.now = options.now ?? (() => new Date());
  }

  objects({
    cluster,
    namespace,
    name,
  }: ServiceRef): ServiceObjects | undefined {
    const connection = this.connection(cluster);
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
    const raw = await this.get(kind, at, signal);
    return raw === undefined ? undefined : parse(kind, at.cluster, raw);
  }

  async readTemplate(
    at: ObjectAddress,
    signal?: AbortSignal,
  ): Promise<{ replicaSet: ReplicaSet; template: unknown } | undefined> {
    const raw = await this.get('ReplicaSet', at, signal);
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
    const connection = this.connection(cluster);
    const { impersonate } = connection.settings;
    const version = connection.versionOf(kind);
    const response = await this.send(
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
    const connection = this.connection(cluster);
    const response = await this.send(
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

  private async get(
    kind: MeshKind,
    { cluster, namespace, name }: ObjectAddress,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const response = await this.send(
      cluster,
      { kind, verb: 'read' },
      resourcePath(kind, {
        version: this.connection(cluster).versionOf(kind),
        namespace,
        name,
      }),
      { signal },
    );
    if (response.ok) {
      try {
        return await response.json();
      } catch (error) {
        throw new ServiceUnavailableError(explainSilence(cluster, error));
      }
    }
    const refusal = await readRefusal(response);
    // Anything on the way may answer 404, and a decision whose object is gone is settled for good.
    if (refusal.status === 404 && refusal.isStatus) return undefined;
    if (refusal.status === 403 && refusal.from === 'cluster') {
      throw new NotAllowedError(
        `The portal's account may not read ${
          MESH_RESOURCES[kind].plural
        } in namespace ${namespace} of cluster ${cluster}. ${rbacRule(
          kind,
          this.connection(cluster).settings.namespaces && namespace,
        )}`,
      );
    }
    throw new ServiceUnavailableError(explainRefusal(cluster, refusal));
  }

  private async send(
    cluster: string,
    what: { kind: string; verb: 'read' | 'patch' | 'event' },
    path: string,
    init: ClusterRequestInit,
  ): Promise<Response> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const count = (outcome: 'ok' | 'refused' | 'silent') =>
      this.metrics.clusterRequest({ cluster, ...what, outcome });
    const connection = this.connection(cluster);
    try {
      const response = await connection.request(path, {
        ...init,
        signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout,
      });
      count(response.ok ? 'ok' : 'refused');
      return response;
    } catch (error) {
      count('silent');
      throw new ServiceUnavailableError(explainSilence(cluster, error));
    }
  }

  private connection(cluster: string): ClusterConnection {
    const connection = this.clusters.get(cluster);
    if (connection) return connection;
    const freshness = this.clusters.freshness(cluster);
    throw new ServiceUnavailableError(
      'reason' in freshness ? freshness.reason : undefined,
    );
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
