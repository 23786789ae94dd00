import {
  DEFAULT_MESH_SETTINGS,
  type Exposure,
  type MeshSettings,
} from '../model';
import type { ServiceObjects } from '../service/ServiceObjects';
import { cut } from './cut';
import { exposureGateways } from './exposureGateways';
import { headlineOf } from './headline';
import { insideOf } from './inside';
import { readRoutes } from './readRoutes';
import { routeRow, type OwnServices } from './routeRow';

const MAX_ROUTES = 50;
const MAX_PROBLEMS = 20;

/**
 * How requests come to a service: from outside through Gateways, from inside by its names, and by which routes.
 * What does not fit together is said in `problems`; this never throws for what a cluster can hold, and its answer is
 * never long.
 *
 * @param objects - of the service, as `findServiceObjects` gives them
 * @param mesh - what the mesh sets, for full host names
 * @public
 */
export function buildExposure(
  objects: ServiceObjects,
  mesh: MeshSettings = DEFAULT_MESH_SETTINGS,
): Exposure {
  const own: OwnServices = {
    services: [objects.service, ...objects.siblings].map(({ metadata }) => ({
      namespace: metadata.namespace ?? '',
      name: metadata.name,
    })),
    mesh,
  };
  const read = readRoutes(objects.virtualServices, own);
  const gateways = exposureGateways(read.roots, objects.gateways, mesh);
  const inside = insideOf(objects.service, read.roots, own);

  const routes = read.roots.flatMap(({ root, shown }) =>
    shown.map(route => ({ root, route })),
  );
  const problems = [...new Set([...read.problems, ...gateways.problems])];
  return {
    headline: cut(headlineOf(gateways.views, inside)),
    gateways: gateways.views,
    inside,
    routes: routes
      .slice(0, MAX_ROUTES)
      .map(({ root, route }) => routeRow(route, root, own)),
    problems: problems.slice(0, MAX_PROBLEMS).map(cut),
    notShown: {
      routes: Math.max(0, routes.length - MAX_ROUTES),
      problems: Math.max(0, problems.length - MAX_PROBLEMS),
    },
  };
}
