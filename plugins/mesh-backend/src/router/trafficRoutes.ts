import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { entityServices } from '../views/entityServices';
import type { GraphViews } from '../views/GraphViews';
import type { PeerEntities } from '../views/PeerEntities';
import type { SeriesViews } from '../views/SeriesViews';
import type { ReadAccess } from './ReadAccess';
import { READERS, type MeshRouter } from './MeshRouter';

/**
 * What the routes of traffic need.
 */
export interface TrafficRoutes {
  httpAuth: HttpAuthService;
  access: Pick<ReadAccess, 'read'>;
  graphs: GraphViews;
  series: SeriesViews;
  peers: PeerEntities;
}

/**
 * The traffic of one service of an entity: with whom, and over time.
 */
export function addTrafficRoutes(
  router: MeshRouter,
  options: TrafficRoutes,
): void {
  const { httpAuth, access, graphs, series, peers } = options;

  router.get('/entities/:kind/:namespace/:name/traffic', async (req, res) => {
    const credentials = await httpAuth.credentials(req, READERS);
    const entityRef = stringifyEntityRef(req.params);
    const entity = entityServices(await access.read(entityRef, credentials));
    const { cluster, namespace, service, windowSeconds } = req.query;
    const graph = await graphs.graph(
      entity,
      { cluster, namespace, name: service },
      { windowSeconds },
    );
    res.json({
      ...graph,
      entities: await peers.of(graph, credentials),
    });
  });

  router.get('/entities/:kind/:namespace/:name/series', async (req, res) => {
    const credentials = await httpAuth.credentials(req, READERS);
    const entityRef = stringifyEntityRef(req.params);
    const entity = entityServices(await access.read(entityRef, credentials));
    const { cluster, namespace, service, from, to, stepSeconds } = req.query;
    res.json(
      await series.of(
        entity,
        { cluster, namespace, name: service },
        { from: new Date(from), to: new Date(to), stepSeconds },
      ),
    );
  });
}
