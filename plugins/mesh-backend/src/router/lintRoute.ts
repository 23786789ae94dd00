import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { checkConfig, parseConfigFiles } from '@meshway/plugin-mesh-common';
import { READERS, type MeshRouter } from './MeshRouter';

/**
 * What the route that checks manifests needs.
 */
export interface LintRoute {
  httpAuth: HttpAuthService;
}

/**
 * The rules for manifests, for pipelines and agents: the same that the scaffolder's action checks.
 */
export function addLintRoute(
  router: MeshRouter,
  { httpAuth }: LintRoute,
): void {
  router.post('/lint', async (req, res) => {
    await httpAuth.credentials(req, READERS);
    const { objects, findings } = parseConfigFiles(req.body.files);
    res.json({ findings: [...findings, ...checkConfig(objects)] });
  });
}
