import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  parseEntityServices,
  resolveEntityServices,
  type TrafficGraph,
  type TrafficPeer,
} from '@meshway/plugin-mesh-common';
import type { Clusters } from '../clusters/Clusters';
import { entitiesInMesh } from './entitiesInMesh';
import { Remembered } from './Remembered';

/** How long it is known which entities a user sees, in milliseconds: those who look at graphs ask often. */
const MAX_AGE_MS = 30_000;

/**
 * Which peers of a service are services of which entities. Nobody is told of an entity that the catalog does not show
 * them.
 */
export class PeerEntities {
  private readonly auth: AuthService;
  private readonly catalog: CatalogService;
  private readonly clusters: Pick<Clusters, 'get'>;
  private readonly now: () => Date;
  private readonly visible = new Remembered<Promise<Entity[]>>({
    maxAgeMs: MAX_AGE_MS,
  });
  private failures = 0;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    clusters: Pick<Clusters, 'get'>;
    now?: () => Date;
  }) {
    this.auth = options.auth;
    this.catalog = options.catalog;
    this.clusters = options.clusters;
    this.now = options.now ?? (() => new Date());
  }

  async of(
    { service, traffic }: Omit<TrafficGraph, 'entities'>,
    credentials: BackstageCredentials,
  ): Promise<TrafficGraph['entities']> {
    const edges = traffic ? [...traffic.callers, ...traffic.callees] : [];
    const names = new Set(edges.flatMap(({ peer }) => namesOf(peer)));
    const objects = this.clusters.get(service.cluster)?.store;
    if (names.size === 0 || !objects) return [];
    const found = new Map<string, TrafficGraph['entities'][number]>();
    for (const entity of await this.entities(credentials)) {
      for (const { namespace, name } of servicesOf(entity, service.cluster)) {
        const key = `${namespace}/${name}`;
        if (!names.has(key) || found.has(key)) continue;
        const entityRef = stringifyEntityRef(entity);
        found.set(key, { namespace, name, entityRef });
      }
    }
    return [...found.values()];

    function servicesOf(
      { metadata: { annotations = {} } }: Entity,
      of: string,
    ) {
      try {
        const query = parseEntityServices(annotations);
        if (!query || (query.clusters && !query.clusters.includes(of))) {
          return [];
        }
        return query.by === 'name'
          ? query.services
          : resolveEntityServices(annotations, objects!).services;
      } catch {
        // An annotation that cannot be understood names nobody.
        return [];
      }
    }
  }

  /** Only what people see is remembered: the tokens of services may be restricted, each in its own way. */
  private async entities(credentials: BackstageCredentials): Promise<Entity[]> {
    if (!this.auth.isPrincipal(credentials, 'user')) {
      return await entitiesInMesh(this.catalog, credentials);
    }
    const { userEntityRef } = credentials.principal;
    try {
      return await this.visible.get(
        userEntityRef,
        [this.failures],
        this.now(),
        () => entitiesInMesh(this.catalog, credentials),
      );
    } catch (error) {
      // A catalog that did not answer is not remembered.
      this.failures += 1;
      throw error;
    }
  }
}

/** By which a service may be meant: a caller is told by its workload, and that mostly has the name of its service. */
function namesOf(peer: TrafficPeer): string[] {
  if (peer.kind !== 'workload' && peer.kind !== 'service') return [];
  const { namespace, workload, canonicalService } = peer;
  const service = 'service' in peer ? peer.service : undefined;
  return [service, canonicalService, workload]
    .filter(name => name !== undefined)
    .map(name => `${namespace}/${name}`);
}
