import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { OnboardingPlan } from '@meshway/plugin-mesh-common';
import scaffolderModuleMesh from '@meshway/plugin-scaffolder-backend-module-mesh';
import request from 'supertest';
import { parse } from 'yaml';
import { localRepositoriesScaffolderModule } from './localRepositories';

// Each begins with a whole backend, which takes its time beside other tests.
jest.setTimeout(60_000);

const TEMPLATE = resolve(
  __dirname,
  '../../../templates/mesh-onboarding/template.yaml',
);

/** What somebody types into the wizard who leaves everything as it is proposed. */
const ANSWERS = {
  namespace: { cluster: 'lab', name: 'warehouse', exists: true },
  service: 'stock',
  entity: 'component:default/stock',
  injection: 'pods',
  resilience: 'none',
  circuitBreaker: false,
  publishTo: 'local',
};

const PLAN: OnboardingPlan = {
  files: [
    {
      path: 'namespace.yaml',
      content:
        'apiVersion: v1\nkind: Namespace\nmetadata: { name: warehouse }\n',
    },
  ],
  steps: ['namespace.yaml: Adds a label.'],
  already: [],
  problems: [],
};

describe('the template mesh-onboarding', () => {
  const repositories = createMockDirectory();

  /** With a mesh backend that knows one answer. */
  async function dryRun(values: object, plan = PLAN) {
    const asked: unknown[] = [];
    const { server } = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleMesh,
        localRepositoriesScaffolderModule,
        createBackendPlugin({
          pluginId: 'mesh',
          register(env) {
            env.registerInit({
              deps: { httpRouter: coreServices.httpRouter },
              async init({ httpRouter }) {
                httpRouter.use(async (req, res) => {
                  let body = '';
                  for await (const chunk of req) body += chunk;
                  asked.push({ path: req.path, body: JSON.parse(body) });
                  res.json(plan);
                });
              },
            });
          },
        }),
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: { meshway: { localRepositories: repositories.path } },
        }),
      ],
    });
    const { status, body } = await request(server)
      .post('/api/scaffolder/v2/dry-run')
      .send({
        template: parse(await readFile(TEMPLATE, 'utf8')),
        values,
        secrets: {},
        directoryContents: [],
      });
    const messages = ((body.log ?? []) as { body: { message: string } }[])
      .map(line => line.body.message)
      .join('\n');
    return { status, body, asked, messages };
  }

  it('asks for the service that was chosen, and says what to do with the files', async () => {
    const { body, asked, messages } = await dryRun(ANSWERS);
    expect(asked).toEqual([
      {
        path: '/clusters/lab/onboarding',
        body: {
          namespace: 'warehouse',
          service: 'stock',
          entityRef: 'component:default/stock',
          injection: 'pods',
          resilience: 'none',
          circuitBreaker: false,
        },
      },
    ]);
    expect(
      body.directoryContents.map(({ path }: { path: string }) => path).sort(),
    ).toEqual(['deploy/README.md', 'deploy/namespace.yaml']);
    expect(body.output.links).toEqual([
      expect.objectContaining({ entityRef: 'component:default/stock' }),
    ]);
    expect(body.output.text).toEqual([
      expect.objectContaining({
        title: 'What to do now',
        content: expect.stringContaining('1. namespace.yaml: Adds a label.'),
      }),
      expect.objectContaining({
        content: expect.stringContaining(join(repositories.path, 'stock-mesh')),
      }),
    ]);
    expect(messages).toContain('publish:local');
  });

  it('hands on all that was chosen', async () => {
    const chosen = {
      injection: 'namespace',
      revision: 'stable',
      resilience: 'patient',
      circuitBreaker: true,
      protocol: 'grpc',
    };
    const { asked } = await dryRun({
      ...ANSWERS,
      ...chosen,
      entity: undefined,
    });
    expect(asked).toEqual([
      expect.objectContaining({
        body: { namespace: 'warehouse', service: 'stock', ...chosen },
      }),
    ]);
  });

  it('publishes nothing when nothing is missing', async () => {
    const { body } = await dryRun(ANSWERS, {
      files: [],
      steps: ['Nothing is missing: no file is proposed.'],
      already: ['Sidecars: All 3 pods have a sidecar.'],
      problems: [],
    });
    expect(body.output.text).toEqual([
      expect.objectContaining({
        content: expect.stringContaining('All 3 pods have a sidecar.'),
      }),
    ]);
  });

  it('ends with what stands in the way', async () => {
    const { body } = await dryRun(ANSWERS, {
      files: [],
      steps: [],
      already: [],
      problems: ['There is no Service warehouse/stock.'],
    });
    expect(JSON.stringify(body)).toContain(
      'There is no Service warehouse/stock.',
    );
    expect(JSON.stringify(body)).not.toContain('publish:local in dry-run');
  });

  it.each([
    ['github', 'publish:github:pull-request', { targetPath: 'mesh' }],
    ['gitlab', 'publish:gitlab:merge-request', { targetPath: 'mesh' }],
    ['gitea', 'publish:gitea', {}],
  ])(
    'proposes it where that was chosen: %s',
    async (publishTo, action, more) => {
      const { body, messages } = await dryRun({
        ...ANSWERS,
        publishTo,
        repoUrl: 'git.example.com?owner=shop&repo=stock',
        ...more,
      });
      // This backend has no module of the provider: the step was reached.
      expect(`${body.error?.message} ${messages}`).toContain(action);
      expect(messages).not.toContain('publish:local');
    },
  );

  it.each([
    [
      'a namespace that does not exist',
      { namespace: { ...ANSWERS.namespace, exists: false } },
    ],
    [
      'a namespace of no cluster',
      { namespace: { name: 'warehouse', exists: true } },
    ],
    ['a Service that is none', { service: 'Stock_1' }],
    ['an entity that is none', { entity: 'x\n  evil: true' }],
    [
      'a folder outside the repository',
      { publishTo: 'github', repoUrl: 'a?b', targetPath: '../x' },
    ],
    [
      'no repository at the provider',
      { publishTo: 'gitlab', targetPath: 'mesh' },
    ],
  ])('refuses %s', async (_, wrong) => {
    const { status, body } = await dryRun({ ...ANSWERS, ...wrong });
    expect({ status, errors: body.errors?.length }).toEqual({
      status: 400,
      errors: expect.any(Number),
    });
  });
});
