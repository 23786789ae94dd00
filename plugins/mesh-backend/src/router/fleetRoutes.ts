import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { FleetQuery } from '@meshway/plugin-mesh-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { FleetReader } from '../views/FleetReader';
import { parseRequest } from './parseRequest';

const flag = z.stringbool({ truthy: ['true'], falsy: ['false'] });

const querySchema: z.ZodType<FleetQuery> = z.strictObject({
  search: z.string().max(200).optional(),
  owner: z.string().max(300).optional(),
  cluster: z.string().max(253).optional(),
  namespace: z.string().max(63).optional(),
  phase: z
    .enum(['Healthy', 'Progressing', 'Paused', 'Degraded', 'none', 'unknown'])
    .optional(),
  waits: flag.optional(),
  attention: flag.optional(),
  sort: z.enum(['urgency', 'title', 'requests', 'errors']).optional(),
  order: z.enum(['ascending', 'descending']).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  cursor: z.string().max(4000).optional(),
});

/**
 * What the routes of the fleet need.
 */
export interface FleetRoutes {
  httpAuth: HttpAuthService;
  fleet: FleetReader;
}

/**
 * The services in the mesh whose entities the caller may see.
 */
export function addFleetRoutes(
  router: Router,
  { httpAuth, fleet }: FleetRoutes,
): void {
  router.get('/fleet', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const query = parseRequest(querySchema, req.query);
    res.json(await fleet.read(query, credentials));
  });
}
