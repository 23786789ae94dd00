import type {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  gatewayOptions,
  meshClustersReadPermission,
  namespaceOptions,
  planOnboarding,
} from '@meshway/plugin-mesh-common';
import type { Request } from 'express';
import type { Clusters, WatchedCluster } from '../clusters/Clusters';
import type { ClusterStates } from '../views/ClusterStates';
import { READERS, type MeshRouter } from './MeshRouter';
import { requirePermission } from './requirePermission';

/**
 * What the routes of clusters need.
 */
export interface ClusterRoutes {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  clusters: Clusters;
  states: ClusterStates;
}

/**
 * How clusters are read, what a new service may choose there, and what one that exists lacks.
 */
export function addClusterRoutes(
  router: MeshRouter,
  options: ClusterRoutes,
): void {
  const { httpAuth, permissions, clusters, states } = options;

  async function checkCaller(
    // What the route takes besides the caller does not matter here.
    req: Request<any, any, any, any>,
  ): Promise<void> {
    await requirePermission(
      permissions,
      meshClustersReadPermission,
      await httpAuth.credentials(req, READERS),
    );
  }

  router.get('/clusters', async (req, res) => {
    await checkCaller(req);
    res.json(states.all());
  });

  router.get('/clusters/:cluster/namespaces', async (req, res) => {
    await checkCaller(req);
    const { store, settings } = readable(clusters, req.params.cluster);
    res.json(namespaceOptions(store, settings.mesh));
  });

  router.get('/clusters/:cluster/gateways', async (req, res) => {
    await checkCaller(req);
    const { store, settings } = readable(clusters, req.params.cluster);
    res.json(gatewayOptions(store, settings.mesh));
  });

  router.post('/clusters/:cluster/onboarding', async (req, res) => {
    await checkCaller(req);
    const cluster = readable(clusters, req.params.cluster);
    const gaps = cluster.gaps(req.body.namespace);
    const { mesh } = cluster.settings;
    res.json(planOnboarding(cluster.store, req.body, mesh, gaps));
  });
}

/** The cluster, when what it does not have does not exist. */
function readable(clusters: Clusters, name: string): WatchedCluster {
  if (!clusters.names().includes(name)) {
    throw new NotFoundError(`There is no cluster ${name}.`);
  }
  const cluster = clusters.get(name);
  if (cluster?.complete) return cluster;
  const freshness = clusters.freshness(name);
  throw new ServiceUnavailableError(
    'reason' in freshness
      ? freshness.reason
      : `Cluster ${name} is being read for the first time.`,
  );
}
