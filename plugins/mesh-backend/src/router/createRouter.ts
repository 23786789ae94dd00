import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import express from 'express';
import Router from 'express-promise-router';
import type { MeshEndpoints } from '../schema/MeshEndpoints';
import { readDocument } from '../schema/readDocument';
import { addClusterRoutes, type ClusterRoutes } from './clusterRoutes';
import { addDecisionRoutes, type DecisionRoutes } from './decisionRoutes';
import { addFleetRoutes, type FleetRoutes } from './fleetRoutes';
import { addHealthRoute, type HealthRoute } from './healthRoute';
import { addLintRoute, type LintRoute } from './lintRoute';
import { addManifestsRoute, type ManifestsRoute } from './manifestsRoute';
import { addObjectRoute, type ObjectRoute } from './objectRoute';
import { addTrafficRoutes, type TrafficRoutes } from './trafficRoutes';
import { addViewRoutes, type ViewRoutes } from './viewRoutes';

/**
 * All routes of the plugin, as its OpenAPI document has them.
 */
export function createRouter(
  options: ViewRoutes &
    TrafficRoutes &
    ObjectRoute &
    DecisionRoutes &
    FleetRoutes &
    ClusterRoutes &
    ManifestsRoute &
    LintRoute &
    HealthRoute,
): express.Router {
  const api =
    createValidatedOpenApiRouterFromGeneratedEndpointMap<MeshEndpoints>(
      readDocument(),
      {
        // Whoever comes without a token is refused by Backstage before.
        validatorOptions: { validateSecurity: false },
      },
    );
  addViewRoutes(api, options);
  addTrafficRoutes(api, options);
  addObjectRoute(api, options);
  addDecisionRoutes(api, options);
  addFleetRoutes(api, options);
  addClusterRoutes(api, options);
  addManifestsRoute(api, options);
  addLintRoute(api, options);
  addHealthRoute(api, options);

  const router = Router();
  router.use('/lint', express.json({ limit: '512kb' }));
  // One MiB of files, whose every line break and quotation mark takes two characters.
  router.use('/clusters/:cluster/manifests', express.json({ limit: '2mb' }));
  router.use(express.json({ limit: '16kb' }));
  router.use(api);
  return router;
}
