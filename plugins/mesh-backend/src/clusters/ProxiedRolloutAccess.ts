import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  parseObject,
  type JsonPatchOperation,
  type ObjectOf,
} from '@meshway/plugin-mesh-common';
import type { RolloutAccess } from '../decisions/types';
import type { ClusterConnection } from './ClusterConnection';
import type { ClusterRegistry } from './ClusterRegistry';
import type { ClusterRequestInit } from './KubernetesPlugin';
import { explainRefusal, explainSilence, readRefusal } from './refusal';
import { resourcePath } from './resourcePath';

type Rollout = ObjectOf<'Rollout'>;

/** How long one request may take, in milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * Rollouts by way of the Kubernetes plugin's proxy and the watched store.
 */
export class ProxiedRolloutAccess implements RolloutAccess {
  private readonly clusters: ClusterRegistry;

  constructor(options: { clusters: ClusterRegistry }) {
    this.clusters = options.clusters;
  }

  cached(
    cluster: string,
    namespace: string,
    name: string,
  ): Rollout | undefined {
    return this.clusters.get(cluster)?.store.get('Rollout', namespace, name);
  }

  async read(
    cluster: string,
    namespace: string,
    name: string,
    signal?: AbortSignal,
  ): Promise<Rollout | undefined> {
    const response = await this.send(
      cluster,
      resourcePath('Rollout', { namespace, name }),
      { signal },
    );
    if (response.ok) return await parseRollout(cluster, response);
    const refusal = await readRefusal(response);
    // Anything on the way may answer 404, and a decision whose Rollout is gone is settled for good.
    if (refusal.status === 404 && refusal.isStatus) return undefined;
    if (refusal.status === 403 && refusal.from === 'cluster') {
      throw new NotAllowedError(
        `The portal's account may not read rollouts in namespace ${namespace} of cluster ${cluster}.`,
      );
    }
    throw new ServiceUnavailableError(explainRefusal(cluster, refusal));
  }

  async patchStatus(
    cluster: string,
    namespace: string,
    name: string,
    operations: JsonPatchOperation[],
    signal?: AbortSignal,
  ): Promise<Rollout> {
    const response = await this.send(
      cluster,
      resourcePath('Rollout', { namespace, name, subresource: 'status' }),
      {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json-patch+json' },
        body: JSON.stringify(operations),
        signal,
      },
    );
    if (response.ok) return await parseRollout(cluster, response);
    const refusal = await readRefusal(response);
    if (refusal.from === 'cluster') {
      // The API server answers 422 with one and the same body for every test that fails.
      if (refusal.status === 422 || refusal.status === 409) {
        throw new ConflictError(
          `Rollout ${namespace}/${name} in cluster ${cluster} is not as it was seen any more.`,
        );
      }
      if (refusal.status === 404) {
        throw new NotFoundError(
          `Rollout ${namespace}/${name} does not exist in cluster ${cluster}.`,
        );
      }
      if (refusal.status === 403) {
        throw new NotAllowedError(
          `The portal's account may not patch rollouts/status in namespace ${namespace} of cluster ${cluster}.`,
        );
      }
    }
    throw new ServiceUnavailableError(explainRefusal(cluster, refusal));
  }

  onChange(
    cluster: string,
    namespace: string,
    name: string,
    listener: (rollout: Rollout | undefined) => void,
  ): () => void {
    // By way of the registry, so that a cluster may come, go and come back meanwhile.
    return this.clusters.onChange(({ cluster: changed, change }) => {
      if (
        changed === cluster &&
        change?.kind === 'Rollout' &&
        change.namespace === namespace &&
        change.name === name
      ) {
        listener(change.object as Rollout | undefined);
      }
    });
  }

  private async send(
    cluster: string,
    path: string,
    init: ClusterRequestInit,
  ): Promise<Response> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await this.connection(cluster).request(path, {
        ...init,
        signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout,
      });
    } catch (error) {
      if (error instanceof ServiceUnavailableError) throw error;
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

async function parseRollout(
  cluster: string,
  response: Response,
): Promise<Rollout> {
  try {
    return parseObject('Rollout', await response.json()) as Rollout;
  } catch (error) {
    throw new ServiceUnavailableError(
      `Cluster ${cluster} answers with a Rollout that cannot be read: ${error}`,
    );
  }
}
