import {
  buildServiceView,
  findServiceObjects,
  resolveEntityServices,
  type NamespacedName,
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
 * What can be shown of one service of an entity, or why it cannot. Without a name the problem is about whatever
 * the labels would select.
 */
export type LocatedService =
  | { view: ServiceView }
  | { service?: NamespacedName; problem: ServiceProblem };

/** What an entity has in one cluster. */
type ClusterReading = { cluster: string } & (
  | {
      connection: WatchedCluster;
      services: NamespacedName[];
      /** Why there are none or not all. */
      problem?: string;
    }
  | { unreachable: string }
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
   * Every service of the entity in every cluster that has it. A service that no cluster has is one problem, labels
   * that select nothing in any cluster are one, and so is each cluster that cannot be read.
   */
  async locate(
    entity: EntityServices,
    readTraffic: ReadTraffic,
  ): Promise<LocatedService[]> {
    const names = entity.query.clusters ?? this.clusters.names();
    const readings: ClusterReading[] =
      names.length > 0
        ? names.map(cluster => this.read(entity, cluster))
        : [
            {
              cluster: NO_CLUSTER,
              unreachable: this.clusters.problem ?? 'No cluster.',
            },
          ];
    if (entity.query.by === 'labels') {
      return await this.locateLabelled(entity, readings, readTraffic);
    }
    const located = await Promise.all(
      entity.query.services.map(service =>
        this.locateNamed(entity, service, readings, readTraffic),
      ),
    );
    return located.flat();
  }

  /**
   * One service of the entity in one cluster; undefined when it is none of the entity's services there.
   */
  async locateOne(
    entity: EntityServices,
    cluster: string,
    service: NamespacedName,
    readTraffic: ReadTraffic,
  ): Promise<LocatedService | undefined> {
    const { query } = entity;
    if (query.clusters && !query.clusters.includes(cluster)) return undefined;
    if (query.by === 'name' && !includes(query.services, service)) {
      return undefined;
    }
    const reading = this.read(entity, cluster);
    if ('unreachable' in reading) return unreachable(reading, service);
    if (!includes(reading.services, service)) return undefined;
    const view = await this.view(
      entity,
      reading.connection,
      service,
      readTraffic,
    );
    return view
      ? { view }
      : notRead(reading.connection, service) ?? notFound(service, [cluster]);
  }

  private async locateNamed(
    entity: EntityServices,
    service: NamespacedName,
    readings: ClusterReading[],
    readTraffic: ReadTraffic,
  ): Promise<LocatedService[]> {
    // Where one Rollout switches several of those that are named, another one stands for this service.
    const own = readings.filter(
      reading =>
        'unreachable' in reading || includes(reading.services, service),
    );
    // At once: a Prometheus that is silent takes seconds, in each cluster.
    const found = await Promise.all(
      own.map(async (reading): Promise<LocatedService | undefined> => {
        if ('unreachable' in reading) return unreachable(reading, service);
        const view = await this.view(
          entity,
          reading.connection,
          service,
          readTraffic,
        );
        return view ? { view } : notRead(reading.connection, service);
      }),
    );
    const located = found.filter(one => one !== undefined);
    if (located.length > 0 || own.length < readings.length) return located;
    return [
      notFound(
        service,
        readings.map(({ cluster }) => cluster),
      ),
    ];
  }

  private async locateLabelled(
    entity: EntityServices,
    readings: ClusterReading[],
    readTraffic: ReadTraffic,
  ): Promise<LocatedService[]> {
    const found = await Promise.all(
      readings.map(async (reading): Promise<LocatedService[]> => {
        if ('unreachable' in reading) return [unreachable(reading)];
        const { cluster, connection, services, problem } = reading;
        const views = await Promise.all(
          services.map(service =>
            this.view(entity, connection, service, readTraffic),
          ),
        );
        return [
          ...views.filter(view => view !== undefined).map(view => ({ view })),
          ...(services.length > 0 && problem
            ? [notSelected(cluster, problem)]
            : []),
        ];
      }),
    );
    const located = found.flat();
    if (located.length > 0) return located;
    return readings
      .flatMap(reading =>
        'problem' in reading && reading.problem
          ? [notSelected(reading.cluster, reading.problem)]
          : [],
      )
      .slice(0, 1);
  }

  private read(entity: EntityServices, cluster: string): ClusterReading {
    const connection = this.clusters.get(cluster);
    if (!connection?.complete) {
      const freshness = this.clusters.freshness(cluster);
      return {
        cluster,
        unreachable: 'reason' in freshness ? freshness.reason : '',
      };
    }
    const { services, problem } = resolveEntityServices(
      entity.annotations,
      connection.store,
    );
    const { query } = entity;
    const gap =
      services.length === 0 && query.by === 'labels'
        ? gapOfServices(connection, query.namespace)
        : undefined;
    return gap
      ? { cluster, unreachable: gap.reason }
      : { cluster, connection, services, problem };
  }

  /** Undefined when the cluster has no such service. */
  private async view(
    entity: EntityServices,
    connection: WatchedCluster,
    service: NamespacedName,
    readTraffic: ReadTraffic,
  ): Promise<ServiceView | undefined> {
    const { mesh } = connection.settings;
    const find = () =>
      findServiceObjects(
        connection.store,
        service.namespace,
        service.name,
        mesh,
      );
    const before = find();
    if (!before) return undefined;
    const names = namesOf(before);
    const traffic = await readTraffic(connection.name, names);
    // The objects may have changed while the metrics were read.
    const objects = find();
    if (!objects) return undefined;
    const gaps = connection.gaps(service.namespace);
    return buildServiceView({
      cluster: connection.name,
      entityRef: entity.entityRef,
      ownerRef: entity.ownerRef,
      objects,
      mesh,
      traffic: traffic.of(names),
      freshness: {
        cluster: connection.freshness(),
        metrics: traffic.freshness,
        ...(gaps.length > 0 && { gaps }),
      },
      trustCatalog: this.trustCatalog,
      now: this.now(),
    });
  }
}

/**
 * With several Services over the same pods, a proxy may count a request for any one, whichever was created first
 * (istio/istio#33940).
 */
function namesOf({ service, siblings }: ServiceObjects): ServiceNames {
  return {
    namespace: service.metadata.namespace ?? '',
    names: [service, ...siblings].map(({ metadata }) => metadata.name),
  };
}

function includes(
  services: NamespacedName[],
  { namespace, name }: NamespacedName,
): boolean {
  return services.some(
    service => service.namespace === namespace && service.name === name,
  );
}

function unreachable(
  reading: { cluster: string; unreachable: string },
  service?: NamespacedName,
): LocatedService {
  return {
    service,
    problem: {
      cluster: reading.cluster,
      kind: 'unreachable',
      message: reading.unreachable,
    },
  };
}

/** Why a Service may be there all the same; undefined when the cluster would have shown it. */
function notRead(
  connection: WatchedCluster,
  service: NamespacedName,
): LocatedService | undefined {
  const gap = gapOfServices(connection, service.namespace);
  return (
    gap &&
    unreachable({ cluster: connection.name, unreachable: gap.reason }, service)
  );
}

function gapOfServices(connection: WatchedCluster, namespace?: string) {
  return connection.gaps(namespace).find(({ kind }) => kind === 'Service');
}

function notSelected(cluster: string, message: string): LocatedService {
  return { problem: { cluster, kind: 'not-found', message } };
}

function notFound(service: NamespacedName, clusters: string[]): LocatedService {
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
