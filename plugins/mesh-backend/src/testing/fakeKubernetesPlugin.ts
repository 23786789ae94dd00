import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import Router from 'express-promise-router';

/**
 * The Kubernetes plugin as far as the mesh plugin uses it: a list of clusters, and a proxy to one API server.
 */
export function fakeKubernetesPlugin(options: {
  clusters: () => { name: string; authProvider: string }[];
  apiServer: string;
}) {
  return createBackendPlugin({
    pluginId: 'kubernetes',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          const router = Router();
          router.get('/clusters', (_req, res) => {
            res.json({ items: options.clusters() });
          });
          router.use('/proxy', async (req, res) => {
            const abort = new AbortController();
            res.on('close', () => abort.abort());
            const answer = await fetch(`${options.apiServer}${req.url}`, {
              method: req.method,
              signal: abort.signal,
            });
            res.status(answer.status);
            const body = answer.body as ReadableStream | null;
            if (!body) {
              res.end();
              return;
            }
            Readable.fromWeb(body)
              .on('error', () => res.destroy())
              .pipe(res);
          });
          httpRouter.use(router);
        },
      });
    },
  });
}
