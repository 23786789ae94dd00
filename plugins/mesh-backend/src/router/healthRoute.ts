import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Clusters } from '../clusters/Clusters';
import { meshHealth } from '../observability/meshHealth';
import type { DecisionService } from '../decisions/types';
import type { ClusterStates } from '../views/ClusterStates';
import { READERS, type MeshRouter } from './MeshRouter';

/** Names no entity: that the journal answers is all that is asked. */
const NOBODY = 'none:none/none';

/**
 * What the route of the plugin's health needs.
 */
export interface HealthRoute {
  httpAuth: HttpAuthService;
  clusters: Clusters;
  states: ClusterStates;
  decisions: Pick<DecisionService, 'list'>;
}

/**
 * How the plugin itself does. The answer is 200 also when parts are broken: the backend is there, and says so.
 */
export function addHealthRoute(router: MeshRouter, options: HealthRoute): void {
  const { httpAuth, clusters, states, decisions } = options;

  router.get('/health', async (req, res) => {
    await httpAuth.credentials(req, READERS);
    res.json(
      meshHealth({
        journalProblem: await journalProblem(decisions),
        clustersProblem: clusters.problem,
        clusters: states.all(),
      }),
    );
  });
}

/** Without what the database says, which may name where it is. */
async function journalProblem(
  decisions: Pick<DecisionService, 'list'>,
): Promise<string | undefined> {
  try {
    await decisions.list(NOBODY, { limit: 1 });
    return undefined;
  } catch {
    return 'The database of the journal does not answer.';
  }
}
