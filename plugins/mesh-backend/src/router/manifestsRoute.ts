import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { ManifestDesk } from '../manifests/ManifestDesk';
import { PEOPLE, READERS, type MeshRouter } from './MeshRouter';

/**
 * What the route of manifests needs.
 */
export interface ManifestsRoute {
  httpAuth: HttpAuthService;
  manifestDesk: Pick<ManifestDesk, 'dryRun' | 'apply'>;
}

/**
 * Manifests for a cluster: what it would do with them, and letting it do that.
 */
export function addManifestsRoute(
  router: MeshRouter,
  { httpAuth, manifestDesk }: ManifestsRoute,
): void {
  router.post('/clusters/:cluster/manifests', async (req, res) => {
    const { cluster } = req.params;
    const { files, mode } = req.body;
    res.json(
      mode === 'apply'
        ? await manifestDesk.apply(
            cluster,
            files,
            await httpAuth.credentials(req, PEOPLE),
            { request: req },
          )
        : await manifestDesk.dryRun(
            cluster,
            files,
            await httpAuth.credentials(req, READERS),
          ),
    );
  });
}
