import { readFile, readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import scaffolderModuleMesh from '@meshway/plugin-scaffolder-backend-module-mesh';
import request from 'supertest';
import { parse } from 'yaml';
import { localRepositoriesScaffolderModule } from './localRepositories';

const TEMPLATE = resolve(__dirname, '../../../templates/mesh-service');

/** What somebody types into the wizard who leaves everything as it is proposed. */
const ANSWERS = {
  name: 'orders',
  description: 'A service in the mesh',
  owner: 'group:default/bookinfo-team',
  api: 'none',
  runtime: 'image',
  image: 'ghcr.io/stefanprodan/podinfo',
  version: '6.7.1',
  protocol: 'http',
  port: 9898,
  namespace: { name: 'orders', exists: false },
  mtls: 'STRICT',
  injection: 'label',
  exposure: 'own-gateway',
  strategy: 'canary',
  steps: [{ weight: 20, pause: 'manual' }],
  promotion: 'manual',
  analysis: false,
  resilience: 'standard',
  replicas: 5,
  disruptionBudget: true,
  cpu: '50m',
  memory: '64Mi',
  memoryLimit: '256Mi',
  publishTo: 'local',
};

describe('the template mesh-service', () => {
  const repositories = createMockDirectory();

  async function dryRun(values: object, edit = (text: string) => text) {
    const { server } = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleMesh,
        localRepositoriesScaffolderModule,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: { meshway: { localRepositories: repositories.path } },
        }),
      ],
    });
    return request(server)
      .post('/api/scaffolder/v2/dry-run')
      .send({
        template: await readTemplate(),
        values,
        secrets: {},
        directoryContents: await skeletonContents(edit),
      });
  }

  it('links the entity and its Mesh tab, and says where the local folder is', async () => {
    const { body } = await dryRun(ANSWERS);
    expect(body.output.links).toEqual([
      expect.objectContaining({
        url: '/catalog/default/component/orders/mesh',
      }),
      expect.objectContaining({ entityRef: 'component:default/orders' }),
    ]);
    expect(body.output.text[0].content).toContain(
      join(repositories.path, 'orders'),
    );
  });

  it('runs the steps of the one Git provider that was chosen', async () => {
    const { body } = await dryRun({
      ...ANSWERS,
      publishTo: 'gitea',
      repoUrl: 'git.example.com?owner=shop&repo=orders',
    });
    // This backend has no module of Gitea: the step was reached.
    expect(body.error?.message ?? messages(body)).toContain('publish:gitea');
    expect(messages(body)).not.toContain('publish:local');
  });

  it.each([
    ['a name that is no DNS label', { name: 'Orders_1' }],
    ['an image with a tag', { image: 'registry.example.com/orders:1.0' }],
    ['a version that is no label', { version: 'a/b' }],
    ['a host with a path', { host: 'example.com/orders' }],
    ['a namespace that is none', { namespace: { name: 'a b', exists: false } }],
    ['no namespace', { namespace: undefined }],
    ['a Gateway for TCP', { protocol: 'tcp' }],
    [
      'a header for TCP',
      { protocol: 'tcp', exposure: 'internal', strategy: 'header' },
    ],
    ['a shared Gateway without its name', { exposure: 'shared-gateway' }],
    ['a weight of everything', { steps: [{ weight: 100 }] }],
    ['a pause without a unit', { steps: [{ weight: 10, pause: '5' }] }],
    [
      'a caller that breaks out',
      { callers: [{ namespace: 'a', serviceAccount: 'b\n  evil: true' }] },
    ],
    ['half a custom resilience', { resilience: 'custom' }],
    ['a quota without numbers', { quota: true }],
    ['a description over several lines', { description: 'a\nkind: Secret' }],
    ['an owner that is no entity', { owner: 'x\n  evil: true' }],
    ['no repository at the provider', { publishTo: 'github' }],
  ])('refuses %s', async (_, wrong) => {
    const { status, body } = await dryRun({ ...ANSWERS, ...wrong });
    expect({ status, errors: body.errors?.length }).toEqual({
      status: 400,
      errors: expect.any(Number),
    });
  });

  it('stops before publishing when the files do not fit together', async () => {
    const { body } = await dryRun(ANSWERS, text =>
      text.replace('stableSubsetName: stable', 'stableSubsetName: steady'),
    );
    expect(JSON.stringify(body)).toContain(
      'DestinationRule \\"orders\\" lacks its subset \\"steady\\".',
    );
    expect(JSON.stringify(body)).not.toContain('publish:local in dry-run');
  });
});

async function readTemplate() {
  return parse(await readFile(join(TEMPLATE, 'template.yaml'), 'utf8'));
}

function messages(body: { log?: { body: { message: string } }[] }): string {
  return (body.log ?? []).map(line => line.body.message).join('\n');
}

async function texts(folder: string): Promise<Record<string, string>> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const entries = files
    .filter(file => file.isFile())
    .map(async file => {
      const path = join(file.parentPath, file.name);
      return [relative(folder, path), await readFile(path, 'utf8')] as const;
    });
  return Object.fromEntries(await Promise.all(entries));
}

async function skeletonContents(edit: (text: string) => string) {
  return Object.entries(await texts(join(TEMPLATE, 'skeleton'))).map(
    ([path, text]) => ({
      path: join('skeleton', path),
      base64Content: Buffer.from(edit(text)).toString('base64'),
    }),
  );
}
