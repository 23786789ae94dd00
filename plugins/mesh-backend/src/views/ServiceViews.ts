import {
  buildServiceView,
  findServiceObjects,
  type ServiceObjects,
  type ServiceProblem,
  type ServiceView,
} from '@meshway/plugin-mesh-common';
import type { Clusters, WatchedCluster } from '../clusters/Clusters';
import type { TrafficReading } from '../telemetry/TrafficReader';
import type { ServiceNames } from '../telemetry/trafficQuery';
import type { EntityServices } from './entityServices';

/** Stands for the cluster in a problem that is not about one. */
const NO_CLUSTER = 'none';

/**
 * A Service as an entity names it.
 */
interface ServiceName {
  namespace: string;
  name: string;
}

/**
 * Reads the traffic of a service, for the page that asks.
 */
export type ReadTraffic = (
  cluster: string,
  services: ServiceNames,
) => Promise<TrafficReading>;

/**
 * For when only the objects matter.
 */
export const withoutTraffic: ReadTraffic = async () => ({
  of: () => undefined,
  freshness: { state: 'unavailable', reason: 'Metrics were not asked for.' },
});

/**
 * What can be shown of one service that an entity names, or why it cannot.
 */
export type LocatedService = { service: ServiceName } & (
  | { view: ServiceView }
  | { problem: ServiceProblem }
);

/**
 * Finds the services of an entity in the clusters and builds their views.
 */
export class ServiceViews {
  private readonly clusters: Clusters;
  private readonly trustCatalog: boolean;
  private readonly now: () => Date;

  constructor(options: {
    clusters: Clusters;
    trustCatalog: boolean;
    now?: () => Date;
  }) {
    this.clusters = options.clusters;
    this.trustCatalog = options.trustCatalog;
    this.now = options.now ?? (() => new Date());
  }

  /**
   * Every service of the entity in every cluster that has it. A service that no cluster has is one problem,
   * and so is each cluster that cannot be read.
   */
  async locate(
    entity: EntityServices,
    readTraffic: ReadTraffic,
  ): Promise<LocatedService[]> {
    const located = await Promise.all(
      entity.services.map(service =>
        this.locateOne(entity, service, readTraffic),
      ),
    );
    return located.flat();
  }

  private async locateOne(
    entity: EntityServices,
    service: ServiceName,
    readTraffic: ReadTraffic,
  ): Promise<LocatedService[]> {
    const clusters = this.clustersOf(entity);
    if (clusters.length === 0) {
      return [
        unreachable(
          service,
          NO_CLUSTER,
          this.clusters.problem ?? 'No cluster.',
        ),
      ];
    }
    // At once: a Prometheus that is silent takes seconds, in each cluster.
    const found = await Promise.all(
      clusters.map(cluster =>
        this.locateIn(cluster, entity, service, readTraffic),
      ),
    );
    const located = found.filter(one => one !== undefined);
    return located.length > 0 ? located : [notFound(service, clusters)];
  }

  /** Undefined when the cluster has no such service. */
  private async locateIn(
    cluster: string,
    entity: EntityServices,
    service: ServiceName,
    readTraffic: ReadTraffic,
  ): Promise<LocatedService | undefined> {
    const connection = this.clusters.get(cluster);
    if (!connection?.complete) {
      const freshness = this.clusters.freshness(cluster);
      return unreachable(
        service,
        cluster,
        'reason' in freshness ? freshness.reason : '',
      );
    }
    const view = await this.view(entity, connection, service, readTraffic);
    return view && { service, view };
  }

  private async view(
    entity: EntityServices,
    connection: WatchedCluster,
    service: ServiceName,
    readTraffic: ReadTraffic,
  ): Promise<ServiceView | undefined> {
    const find = () =>
      findServiceObjects(connection.store, service.namespace, service.name);
    const before = find();
    if (!before) return undefined;
    const names = namesOf(before);
    const traffic = await readTraffic(connection.name, names);
    // The objects may have changed while the metrics were read.
    const objects = find();
    if (!objects) return undefined;
    return buildServiceView({
      cluster: connection.name,
      entityRef: entity.entityRef,
      ownerRef: entity.ownerRef,
      objects,
      traffic: traffic.of(names),
      freshness: {
        cluster: connection.freshness(),
        metrics: traffic.freshness,
      },
      trustCatalog: this.trustCatalog,
      now: this.now(),
    });
  }

  private clustersOf({ cluster }: EntityServices): string[] {
    return cluster ? [cluster] : this.clusters.names();
  }
}

/**
 * With a stable and a canary Service over the same pods, a proxy may count a request for either one, whichever
 * was created first (istio/istio#33940).
 */
function namesOf({ service, rollouts }: ServiceObjects): ServiceNames {
  const others = rollouts.flatMap(({ spec: { strategy } }) => [
    strategy.canary?.stableService,
    strategy.canary?.canaryService,
  ]);
  return {
    namespace: service.metadata.namespace ?? '',
    names: [
      ...new Set([
        service.metadata.name,
        ...others.filter(name => name !== undefined),
      ]),
    ],
  };
}

function unreachable(
  service: ServiceName,
  cluster: string,
  message: string,
): LocatedService {
  return { service, problem: { cluster, kind: 'unreachable', message } };
}

function notFound(service: ServiceName, clusters: string[]): LocatedService {
  const where =
    clusters.length === 1
      ? `cluster ${clusters[0]}`
      : `any of the clusters ${clusters.join(', ')}`;
  return {
    service,
    problem: {
      cluster: clusters[0],
      kind: 'not-found',
      message: `There is no Service ${service.name} in namespace ${service.namespace} of ${where}. Correct the entity's annotation, or apply the service's manifests.`,
    },
  };
}
