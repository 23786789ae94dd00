import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { FleetReader } from '../views/FleetReader';
import { READERS, type MeshRouter } from './MeshRouter';

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
  router: MeshRouter,
  { httpAuth, fleet }: FleetRoutes,
): void {
  router.get('/fleet', async (req, res) => {
    const credentials = await httpAuth.credentials(req, READERS);
    res.json(await fleet.read(req.query, credentials));
  });
}
