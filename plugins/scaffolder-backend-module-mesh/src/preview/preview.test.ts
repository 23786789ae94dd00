import { resolve } from 'node:path';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import Router from 'express-promise-router';
import request from 'supertest';
import scaffolderModuleMesh from '..';

// Each begins with a whole scaffolder, which takes its time beside other tests.
jest.setTimeout(60_000);

const RENDER = {
  id: 'render',
  name: 'Render',
  action: 'fetch:template',
  input: { url: './skeleton', values: { name: '${{ parameters.name }}' } },
};

const FILES = {
  'template.yaml': 'read by the catalog',
  skeleton: {
    'b/route.yaml': `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: "\${{ values.name }}", namespace: orders }
spec:
  hosts: [orders.example.com]
  http: [{ name: primary, route: [{ destination: { host: order } }] }]
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: orders }
spec: { ports: [{ name: http, port: 80 }] }
`,
    'a.md': '# ${{ values.name }}',
    'binary.bin': Buffer.from([0, 1, 2]),
    'latin1.txt': Buffer.from([0xe9, 0x20]),
    'huge.txt': 'x'.repeat(200_001),
  },
};

function template(name: string, location: string, steps: object[]): Entity {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'backstage.io/managed-by-location': location },
    },
    spec: {
      type: 'service',
      parameters: [
        {
          required: ['name'],
          properties: { name: { type: 'string', pattern: '^[a-z]+$' } },
        },
      ],
      steps,
      output: { text: [{ content: '${{ steps.publish.output.remoteUrl }}' }] },
    },
  } as Entity;
}

describe('POST /mesh/preview', () => {
  const folder = createMockDirectory({ content: FILES });
  const working = createMockDirectory();
  const published = jest.fn();
  const dryRuns: { actor: unknown; body: unknown }[] = [];
  let denied: string[];
  let server: Parameters<typeof request>[0];
  let stop: () => Promise<void>;

  const publisher = createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'publisher',
    register(env) {
      env.registerInit({
        deps: { actions: scaffolderActionsExtensionPoint },
        async init({ actions }) {
          actions.addActions(
            createTemplateAction({
              id: 'publish:somewhere',
              supportsDryRun: true,
              schema: { input: {}, output: {} },
              handler: published,
            }),
            createTemplateAction({
              id: 'test:fail',
              supportsDryRun: true,
              schema: { input: {}, output: {} },
              async handler() {
                throw new Error('It is not to be.');
              },
            }),
          );
        },
      });
    },
  });

  /** Stands in for the mesh backend. */
  const mesh = createBackendPlugin({
    pluginId: 'mesh',
    register(env) {
      env.registerInit({
        deps: {
          httpRouter: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
        },
        async init({ httpRouter, httpAuth }) {
          const router = Router();
          router.post('/clusters/:cluster/manifests', async (req, res) => {
            const { principal } = await httpAuth.credentials(req);
            dryRuns.push({ actor: principal, body: req.params.cluster });
            res.json({
              mode: 'dry-run',
              objects: [
                {
                  kind: 'Service',
                  namespace: 'orders',
                  name: 'orders',
                  path: 'b/route.yaml',
                  outcome: 'refused',
                  message: 'It is too late.',
                },
              ],
            });
          });
          httpRouter.use(router);
        },
      });
    },
  });

  beforeAll(async () => {
    const here = `file:${resolve(folder.path, 'template.yaml')}`;
    const publish = { id: 'publish', name: 'P', action: 'publish:somewhere' };
    const backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleMesh,
        publisher,
        mesh,
        catalogServiceMock.factory({
          entities: [
            template('good', here, [
              RENDER,
              { id: 'lint', name: 'Lint', action: 'mesh:lint' },
              publish,
              { id: 'later', name: 'Later', action: 'test:fail' },
            ]),
            template('bad', here, [
              RENDER,
              { id: 'fail', name: 'Fail', action: 'test:fail' },
              publish,
            ]),
            template('remote', 'url:https://git.example.com/x/template.yaml', [
              RENDER,
            ]),
            template('nowhere', 'bootstrap:bootstrap', [RENDER]),
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: { name: 'good', namespace: 'default' },
            },
          ],
        }),
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(({ permission }) => ({
              result: denied.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
            })),
          authorizeConditional: async requests =>
            requests.map(() => ({ result: AuthorizeResult.ALLOW })),
        }).factory,
        mockServices.rootConfig.factory({
          data: { backend: { workingDirectory: working.path } },
        }),
      ],
    });
    server = backend.server;
    stop = () => backend.stop();
  });

  beforeEach(() => {
    denied = [];
    dryRuns.length = 0;
    published.mockReset();
  });

  afterAll(() => stop());

  async function preview(
    body: object,
    authorization = mockCredentials.user.header(),
  ) {
    const response = await request(server)
      .post('/api/scaffolder/mesh/preview')
      .set('Authorization', authorization)
      .send(body);
    return { status: response.status, body: response.body };
  }

  it('shows what the template would render, and what the rules say of it', async () => {
    const { status, body } = await preview({
      templateRef: 'template:default/good',
      values: { name: 'orders' },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      files: [
        { path: 'a.md', content: '# orders' },
        {
          path: 'b/route.yaml',
          content: expect.stringContaining('name: "orders", namespace'),
        },
      ],
      findings: [expect.objectContaining({ code: 'MSH201' })],
    });
    expect(published).not.toHaveBeenCalled();
    // Nothing of it stays behind.
    expect(working.content()).toEqual({});
  });

  it.each([
    [
      'a step fails',
      'template:default/bad',
      expect.stringContaining('It is not to be.'),
    ],
    [
      'nobody knows how to read its folder',
      'template:default/remote',
      expect.stringContaining('The folder of the template cannot be read'),
    ],
    [
      'it has no folder',
      'template:default/nowhere',
      expect.stringContaining('The folder of the template cannot be read'),
    ],
  ])('says why there are no files when %s', async (_, templateRef, failure) => {
    expect(await preview({ templateRef, values: { name: 'orders' } })).toEqual({
      status: 200,
      body: { files: [], findings: [], failure },
    });
  });

  it.each([
    [
      'values that do not fit the template',
      { templateRef: 'template:default/good', values: { name: 'O' } },
      400,
      'name does not match pattern "^[a-z]+$"',
    ],
    [
      'values that are missing',
      { templateRef: 'template:default/good', values: {} },
      400,
      'requires property "name"',
    ],
    [
      'a template that is not there',
      { templateRef: 'template:default/none', values: {} },
      404,
      'There is no template template:default/none.',
    ],
    [
      'an entity that is no template',
      { templateRef: 'component:default/good', values: {} },
      400,
      'templateRef: "component:default/good" is no template',
    ],
    [
      'a body that is none',
      { template: 'template:default/good' },
      400,
      expect.stringContaining('templateRef: '),
    ],
  ])('refuses %s', async (_, body, status, message) => {
    const answer = await preview(body);
    expect([answer.status, answer.body.error?.message]).toEqual([
      status,
      message,
    ]);
  });

  it('is for people, who may try templates', async () => {
    const body = {
      templateRef: 'template:default/good',
      values: { name: 'orders' },
    };
    expect((await preview(body, mockCredentials.service.header())).status).toBe(
      403,
    );
    denied = ['scaffolder.template.dry-run'];
    const actions = await request(server)
      .get('/api/scaffolder/v2/actions')
      .set('Authorization', mockCredentials.user.header());
    // The scaffolder's own routes are where they were.
    expect(actions.body.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining([
        'mesh:lint',
        'mesh:dry-run',
        'mesh:apply',
        'mesh:wait',
      ]),
    );
    const { status, body: answer } = await preview(body);
    expect([status, answer.error.message]).toEqual([
      403,
      expect.stringContaining('scaffolder.template.dry-run'),
    ]);
  });

  it('asks the mesh backend in the name of whoever runs a template', async () => {
    const { body } = await request(server)
      .post('/api/scaffolder/v2/dry-run')
      .set('Authorization', mockCredentials.user.header('user:default/jane'))
      .send({
        template: template('x', 'file:/', [
          RENDER,
          {
            id: 'ask',
            name: 'Ask',
            action: 'mesh:dry-run',
            input: { cluster: 'lab' },
          },
        ]),
        values: { name: 'orders' },
        directoryContents: [
          {
            path: 'skeleton/a.yaml',
            base64Content: Buffer.from('kind: Service').toString('base64'),
          },
        ],
      });
    expect(dryRuns).toEqual([
      {
        actor: expect.objectContaining({ userEntityRef: 'user:default/jane' }),
        body: 'lab',
      },
    ]);
    expect(body.error.message).toContain('It is too late.');
  });
});
