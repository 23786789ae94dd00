import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  resolveEntityServices,
  type NamespacedName,
  type ServiceObjects,
  type ServiceProblem,
  type ServiceRef,
  type ServiceView,
} from '@meshway/plugin-mesh-common';
import type { Clusters, WatchedCluster } from '../clusters/Clusters';
import type { EntityServices } from './entityServices';
import { objectsOf } from './objectsOf';
import { partsOf } from './partsOf';
import { SharedServiceViews } from './SharedServiceViews';
import type { ViewTraffic } from './ViewTraffic';

/** Stands for the cluster in a problem that is not about one. */
const NO_CLUSTER = 'none';

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
 * Finds the services of an entity in the clusters, with their views.
 */
export class ServiceViews {
  private readonly clusters: Clusters;
  private readonly views: SharedServiceViews;

  constructor(options: {
    clusters: Clusters;
    trustCatalog: boolean;
    now?: () => Date;
  }) {
    this.clusters = options.clusters;
    this.views = new SharedServiceViews(options);
  }

  /**
   * Every service of the entity in every cluster that has it. A service that no cluster has is one problem, labels
   * that select nothing in any cluster are one, and so is each cluster that cannot be read.
   */
  async locate(
    entity: EntityServices,
    traffic: ViewTraffic,
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
      return await this.locateLabelled(entity, readings, traffic);
    }
    const located = await Promise.all(
      entity.query.services.map(service =>
        this.locateNamed(entity, service, readings, traffic),
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
    traffic: ViewTraffic,
  ): Promise<LocatedService | undefined> {
    const { query } = entity;
    if (query.clusters && !query.clusters.includes(cluster)) return undefined;
    if (query.by === 'name' && !includes(query.services, service)) {
      return undefined;
    }
    const reading = this.read(entity, cluster);
    if ('unreachable' in reading) return unreachable(reading, service);
    if (!includes(reading.services, service)) return undefined;
    const view = await this.views.of(
      entity,
      reading.connection,
      service,
      traffic,
    );
    return view
      ? { view }
      : notRead(reading.connection, service) ?? notFound(service, [cluster]);
  }

  /**
   * The objects of one service of the entity. Throws an InputError when it is none of the entity's services, a
   * NotFoundError when its cluster does not have it, and a ServiceUnavailableError while the cluster cannot be read.
   */
  objects(
    entity: EntityServices,
    { cluster, namespace, name }: ServiceRef,
  ): ServiceObjects {
    const { query } = entity;
    const service = { namespace, name };
    const notNamed = () =>
      new InputError(
        `${entity.entityRef} does not name the service ${namespace}/${name} in cluster ${cluster}.`,
      );
    if (
      (query.clusters && !query.clusters.includes(cluster)) ||
      (query.by === 'name' && !includes(query.services, service))
    ) {
      throw notNamed();
    }
    const reading = this.read(entity, cluster);
    if ('unreachable' in reading) {
      throw new ServiceUnavailableError(reading.unreachable);
    }
    if (!includes(reading.services, service)) throw notNamed();
    const objects = objectsOf(reading.connection, service);
    if (objects) return objects;
    const gap = gapOfServices(reading.connection, namespace);
    if (gap) throw new ServiceUnavailableError(gap.reason);
    throw new NotFoundError(notFoundMessage(service, [cluster]));
  }

  /**
   * The objects that the services of the entity are made of, in all its clusters. The same as before, one by one, when
   * nothing changed that their views could show.
   */
  parts(entity: EntityServices): unknown[] {
    const clusters = entity.query.clusters ?? this.clusters.names();
    return clusters.flatMap(cluster => {
      const reading = this.read(entity, cluster);
      if ('unreachable' in reading) return [cluster, reading.unreachable];
      const { connection, services, problem } = reading;
      return [
        cluster,
        problem,
        ...services.flatMap(service => {
          const objects = objectsOf(connection, service);
          return [
            `${service.namespace}/${service.name}`,
            ...(objects ? partsOf(objects) : []),
          ];
        }),
      ];
    });
  }

  private async locateNamed(
    entity: EntityServices,
    service: NamespacedName,
    readings: ClusterReading[],
    traffic: ViewTraffic,
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
        const view = await this.views.of(
          entity,
          reading.connection,
          service,
          traffic,
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
    traffic: ViewTraffic,
  ): Promise<LocatedService[]> {
    const found = await Promise.all(
      readings.map(async (reading): Promise<LocatedService[]> => {
        if ('unreachable' in reading) return [unreachable(reading)];
        const { cluster, connection, services, problem } = reading;
        const views = await Promise.all(
          services.map(service =>
            this.views.of(entity, connection, service, traffic),
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
  return {
    service,
    problem: {
      cluster: clusters[0],
      kind: 'not-found',
      message: notFoundMessage(service, clusters),
    },
  };
}

function notFoundMessage(
  { namespace, name }: NamespacedName,
  clusters: string[],
): string {
  const where =
    clusters.length === 1
      ? `cluster ${clusters[0]}`
      : `any of the clusters ${clusters.join(', ')}`;
  return `There is no Service ${name} in namespace ${namespace} of ${where}. Correct the entity's annotation, or apply the service's manifests.`;
}
