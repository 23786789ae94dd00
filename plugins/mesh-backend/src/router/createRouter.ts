import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { InputError } from '@backstage/errors';
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
import type { MeshRouter } from './MeshRouter';
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
  addTrafficRoutes(api, options);
  addObjectRoute(api, options);
  addDecisionRoutes(api, options);
  addFleetRoutes(api, options);
  addClusterRoutes(api, options);
  addManifestsRoute(api, options);
  addLintRoute(api, options);
  addHealthRoute(api, options);

  const router = Router();
  router.use(viewRouter(options));
  router.use('/lint', express.json({ limit: '512kb' }));
  // One MiB of files, whose every line break and quotation mark takes two characters.
  router.use('/clusters/:cluster/manifests', express.json({ limit: '2mb' }));
  router.use(express.json({ limit: '16kb' }));
  router.use(api);
  return router;
}

/**
 * What pages ask for most takes nothing but the name of an entity. That alone is checked: a check by the whole document
 * costs more than the answer.
 */
function viewRouter(options: ViewRoutes): express.Router {
  const router = Router();
  const { pattern, maxLength } = readDocument().components!.schemas!
    .EntityPart as { pattern: string; maxLength: number };
  const fits = new RegExp(pattern);
  for (const part of ['kind', 'namespace', 'name']) {
    router.param(part, (_req, _res, next, value: string) => {
      if (value.length <= maxLength && fits.test(value)) next();
      else next(new InputError(`The ${part} of the entity is not one.`));
    });
  }
  addViewRoutes(router as unknown as MeshRouter, options);
  return router;
}
