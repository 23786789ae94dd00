import { readFileSync } from 'node:fs';
import { createBackend } from '@backstage/backend-defaults';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import meshPlugin from '../../src';
import { testAuthFactory } from '../testAuthFactory';
import type { BackendNews, BackendTask } from './BackendTask';
import { kubernetesConfig } from '../../src/testing/kubernetesConfig';

const allowAllModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'allow-all',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy({
          handle: async () => ({ result: AuthorizeResult.ALLOW }),
        });
      },
    });
  },
});

/**
 * A backend as production runs it: catalog, permissions, the Kubernetes plugin's proxy, a database. Only tokens are
 * those of tests, so that anybody can be the caller.
 */
async function main(task: BackendTask): Promise<void> {
  const backend = createBackend();
  backend.add(mockServices.rootConfig.factory({ data: configOf(task) }));
  backend.add(testAuthFactory);
  backend.add(mockServices.userInfo.factory());
  backend.add(catalogPlugin);
  backend.add(entitiesModule(task.entities));
  backend.add(permissionPlugin);
  backend.add(allowAllModule);
  backend.add(kubernetesPlugin);
  backend.add(meshPlugin);
  await backend.start();
  tell({ kind: 'ready' });
}

function configOf({ port, cluster, prometheus, database }: BackendTask) {
  const address = `http://127.0.0.1:${port}`;
  return {
    app: { baseUrl: address },
    backend: {
      baseUrl: address,
      listen: { host: '127.0.0.1', port },
      database,
    },
    permission: { enabled: true },
    catalog: { processingInterval: { hours: 1 } },
    kubernetes: kubernetesConfig([
      {
        name: 'lab',
        url: cluster.url,
        caData: cluster.caData,
        serviceAccountToken: cluster.token,
      },
    ]),
    mesh: {
      clusters: [
        {
          name: 'lab',
          // As often as the lab's Prometheus scrapes.
          prometheus: { url: prometheus, scrapeInterval: { seconds: 5 } },
        },
      ],
    },
  };
}

function entitiesModule(entities: Entity[]) {
  return createBackendModule({
    pluginId: 'catalog',
    moduleId: 'given-entities',
    register(env) {
      env.registerInit({
        deps: { catalog: catalogProcessingExtensionPoint },
        async init({ catalog }) {
          catalog.addEntityProvider({
            getProviderName: () => 'given-entities',
            connect: connection =>
              connection.applyMutation({
                type: 'full',
                entities: entities.map(entity => ({
                  entity: located(entity),
                  locationKey: 'given-entities',
                })),
              }),
          });
        },
      });
    },
  });
}

/** The catalog wants to know where an entity comes from. */
function located({ metadata, ...rest }: Entity): Entity {
  const origin = 'url:https://catalog.example.com';
  return {
    ...rest,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        'backstage.io/managed-by-location': origin,
        'backstage.io/managed-by-origin-location': origin,
      },
    },
  };
}

function tell(news: BackendNews): void {
  process.send?.(news);
}

process.on('message', () => {
  global.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  tell({ kind: 'memory', rssBytes: rss, heapBytes: heapUsed });
});
// Whoever started it has gone.
process.on('disconnect', () => process.exit());

main(JSON.parse(readFileSync(process.argv[2], 'utf8'))).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
