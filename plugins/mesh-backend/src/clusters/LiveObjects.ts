import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { MESH_RESOURCES, type MeshKind } from '@meshway/plugin-mesh-common';
import { UNCOUNTED, type MeshMetrics } from '../observability/MeshMetrics';
import type { ClusterConnection } from './ClusterConnection';
import type { ClusterRegistry } from './ClusterRegistry';
import type { ClusterRequestInit } from './KubernetesPlugin';
import { rbacRule } from './rbacRule';
import { explainRefusal, explainSilence, readRefusal } from './refusal';
import { resourcePath } from './resourcePath';

/** How long one request may take, in milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * Objects as the API servers have them this moment, whole: what is watched is trimmed, and may be a little older.
 */
export class LiveObjects {
  private readonly clusters: ClusterRegistry;
  private readonly metrics: MeshMetrics;

  constructor(options: { clusters: ClusterRegistry; metrics?: MeshMetrics }) {
    this.clusters = options.clusters;
    this.metrics = options.metrics ?? UNCOUNTED;
  }

  /**
   * One object; undefined when there is none. Rejects with a NotAllowedError that has the missing RBAC rule, or a
   * ServiceUnavailableError that says why there is no answer.
   */
  async read(
    kind: MeshKind,
    at: { cluster: string; namespace?: string; name: string },
    signal?: AbortSignal,
  ): Promise<unknown> {
    const { cluster, namespace, name } = at;
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
      const { plural } = MESH_RESOURCES[kind];
      const place = namespace === undefined ? '' : `namespace ${namespace} of `;
      throw new NotAllowedError(
        `The portal's account may not read ${plural} in ${place}cluster ${cluster}. ${rbacRule(
          kind,
          this.connection(cluster).settings.namespaces && namespace,
        )}`,
      );
    }
    throw new ServiceUnavailableError(explainRefusal(cluster, refusal));
  }

  /** Any request to the API server; a ServiceUnavailableError when it does not answer in time. */
  async send(
    cluster: string,
    what: { kind: string; verb: 'read' | 'patch' | 'event' | 'discovery' },
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

  /** Throws a ServiceUnavailableError when there is no such cluster, or it cannot be used. */
  connection(cluster: string): ClusterConnection {
    const connection = this.clusters.get(cluster);
    if (connection) return connection;
    const freshness = this.clusters.freshness(cluster);
    throw new ServiceUnavailableError(
      'reason' in freshness ? freshness.reason : undefined,
    );
  }
}
