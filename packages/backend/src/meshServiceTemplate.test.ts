import { readFile, readdir, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
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

/** What people type into the wizard; the rendered files lie in golden/ under these names. */
const WIZARDS = {
  defaults: {
    name: 'orders',
    description: 'A service in the mesh',
    owner: 'group:default/bookinfo-team',
    image: 'ghcr.io/stefanprodan/podinfo:6.7.1',
    port: 9898,
    replicas: 5,
    publishTo: 'local',
  },
  everything: {
    name: 'payment-api',
    description: `Takes money: "cards", 100 % of them # and vouchers {{ 'too' }}`,
    owner: 'group:finance/payments',
    system: 'system:default/shop',
    image: 'registry.example.com:5000/shop/payment-api:v2.0.0-rc.1',
    port: 8080,
    replicas: 2,
    namespace: 'payments',
    host: 'pay.shop.example.org',
    publishTo: 'local',
  },
} as const;

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

  it.each(Object.entries(WIZARDS))(
    'renders with %s what is expected, and lints it',
    async (name, values) => {
      const { status, body } = await dryRun(values);
      expect({ status, error: body.error }).toEqual({ status: 200 });
      expect(body.steps[1]).toMatchObject({ action: 'mesh:lint' });
      expect(messages(body)).toContain('10 objects checked, 0 findings');

      const rendered = Object.fromEntries(
        body.directoryContents.map(
          (file: { path: string; base64Content: string }) => [
            file.path,
            Buffer.from(file.base64Content, 'base64').toString(),
          ],
        ),
      );
      const golden = join(TEMPLATE, 'golden', name);
      if (process.env.UPDATE_GOLDENS) await rewrite(golden, rendered);
      expect(rendered).toEqual(await texts(golden));
    },
  );

  it('links the entity and its Mesh tab, and says where the local folder is', async () => {
    const { body } = await dryRun(WIZARDS.defaults);
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
      ...WIZARDS.defaults,
      publishTo: 'gitea',
      repoUrl: 'git.example.com?owner=shop&repo=orders',
    });
    // This backend has no module of Gitea: the step was reached.
    expect(body.error?.message ?? messages(body)).toContain('publish:gitea');
    expect(messages(body)).not.toContain('publish:local');
  });

  it.each([
    ['a name that is no DNS label', { name: 'Orders_1' }],
    ['an image without a tag', { image: 'registry.example.com/orders' }],
    ['a host with a path', { host: 'example.com/orders' }],
    ['a description over several lines', { description: 'a\nkind: Secret' }],
    ['an owner that is no entity', { owner: 'x\n  evil: true' }],
    ['no repository at the provider', { publishTo: 'github' }],
  ])('refuses %s', async (_, wrong) => {
    const { status, body } = await dryRun({ ...WIZARDS.defaults, ...wrong });
    expect({ status, errors: body.errors?.length }).toEqual({
      status: 400,
      errors: expect.any(Number),
    });
  });

  it('stops before publishing when the files do not fit together', async () => {
    const { body } = await dryRun(WIZARDS.defaults, text =>
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

async function rewrite(folder: string, files: Record<string, string>) {
  await rm(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
