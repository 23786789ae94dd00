import express from 'express';
import Router from 'express-promise-router';
import { addDecisionRoutes, type DecisionRoutes } from './decisionRoutes';
import { addFleetRoutes, type FleetRoutes } from './fleetRoutes';
import { addViewRoutes, type ViewRoutes } from './viewRoutes';

/**
 * All routes of the plugin.
 */
export function createRouter(
  options: ViewRoutes & DecisionRoutes & FleetRoutes,
): express.Router {
  const router = Router();
  router.use(express.json({ limit: '16kb' }));
  addViewRoutes(router, options);
  addDecisionRoutes(router, options);
  addFleetRoutes(router, options);
  return router;
}
