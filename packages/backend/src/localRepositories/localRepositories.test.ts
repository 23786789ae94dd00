import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ConflictError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parse } from 'yaml';
import { createPublishLocalAction } from './createPublishLocalAction';
import { createRegisterLocalAction } from './createRegisterLocalAction';

const ORDERS: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders', namespace: 'default' },
};

describe('local repositories', () => {
  const workspace = createMockDirectory();
  const repositories = createMockDirectory();
  const root = join(repositories.path, 'made-on-demand');

  beforeEach(async () => {
    repositories.clear();
    workspace.setContent({
      'rollout.yaml': 'kind: Rollout\n',
      'docs/index.md': '# Orders\n',
    });
  });

  async function run(
    action: TemplateAction<any, any, any>,
    options: { task?: string; name?: string; isDryRun?: boolean } = {},
  ): Promise<Record<string, unknown>> {
    const output: Record<string, unknown> = {};
    await action.handler({
      ...createMockActionContext({
        input: { name: options.name ?? 'orders' },
        workspacePath: workspace.path,
      }),
      task: { id: options.task ?? 'task-1' },
      isDryRun: options.isDryRun,
      output: (key, value) => {
        output[String(key)] = value;
      },
    });
    return output;
  }

  function git(...args: string[]) {
    return execFileSync('git', args, { cwd: join(root, 'orders') })
      .toString()
      .trim();
  }

  describe('publish:local', () => {
    const publish = createPublishLocalAction({ root });

    it('commits the workspace to a new repository', async () => {
      const output = await run(publish);
      expect(output).toEqual({
        path: join(root, 'orders'),
        remoteUrl: join(root, 'orders'),
        commitHash: git('rev-parse', 'main'),
      });
      expect(git('ls-tree', '-r', '--name-only', 'HEAD').split('\n')).toEqual([
        'docs/index.md',
        'rollout.yaml',
      ]);
      expect(git('status', '--porcelain')).toBe('');
      expect(await readdir(join(root, '.unfinished'))).toEqual([]);
    });

    it('gives a task that is run again the same commit', async () => {
      const first = await run(publish);
      expect(await run(publish)).toEqual(first);
      expect(git('rev-list', '--count', 'HEAD')).toBe('1');
    });

    it('finishes what a crash left without a commit', async () => {
      await run(publish);
      git('update-ref', '-d', 'HEAD');
      const { commitHash } = await run(publish);
      expect(commitHash).toBe(git('rev-parse', 'main'));
    });

    it('leaves the repository of another task alone', async () => {
      await run(publish);
      await writeFile(join(workspace.path, 'rollout.yaml'), 'kind: Other\n');
      await expect(run(publish, { task: 'task-2' })).rejects.toThrow(
        /There is already a repository "orders".*Nothing was changed there/,
      );
      expect(await readFile(join(root, 'orders/rollout.yaml'), 'utf8')).toBe(
        'kind: Rollout\n',
      );
    });

    it('writes nothing in a dry run', async () => {
      const { path } = await run(publish, { isDryRun: true });
      expect(path).toBe(join(root, 'orders'));
      expect(existsSync(root)).toBe(false);
    });

    it.each(['../orders', 'Orders', '', '.unfinished', 'a/b', 'x'.repeat(64)])(
      'refuses the name "%s"',
      name => {
        const schema = publish.schema?.input as {
          properties: { name: { pattern: string } };
        };
        expect(name).not.toMatch(new RegExp(schema.properties.name.pattern));
      },
    );
  });

  describe('catalog:register:local', () => {
    function catalogWith(addLocation: CatalogService['addLocation']) {
      const catalog = catalogServiceMock.mock({
        addLocation: jest.fn(addLocation),
        getEntityByRef: async () => ORDERS,
      });
      return {
        catalog,
        register: createRegisterLocalAction({ root, catalog }),
      };
    }
    const target = join(root, 'orders', 'catalog-info.yaml');
    const location: Entity = { ...ORDERS, kind: 'Location' };
    const answer = {
      location: {
        id: '1',
        type: 'file',
        target,
        entityRef: 'location:default/generated-1',
      },
      entities: [location, ORDERS],
    };

    it('registers the file and names the Component, not the location', async () => {
      const { catalog, register } = catalogWith(async () => answer);
      expect(await run(register)).toEqual({
        catalogInfoPath: target,
        entityRef: 'component:default/orders',
      });
      expect(catalog.addLocation).toHaveBeenLastCalledWith(
        { type: 'file', target },
        expect.anything(),
      );
    });

    it('is content when a task that is run again has registered it before', async () => {
      const { register } = catalogWith(async ({ dryRun }) => {
        if (dryRun) return answer;
        throw new ConflictError('Location already exists');
      });
      expect(await run(register)).toMatchObject({
        entityRef: 'component:default/orders',
      });
    });

    it('says so when the file describes no Component', async () => {
      const { catalog, register } = catalogWith(async () => ({
        ...answer,
        entities: [location],
      }));
      await expect(run(register)).rejects.toThrow(
        'catalog-info.yaml describes no Component.',
      );
      expect(catalog.addLocation).toHaveBeenCalledTimes(1);
    });

    it('asks the catalog for nothing in a dry run', async () => {
      const { catalog, register } = catalogWith(async () => answer);
      await run(register, { isDryRun: true });
      expect(catalog.addLocation).not.toHaveBeenCalled();
    });
  });

  it.each([
    createPublishLocalAction({ root }),
    createRegisterLocalAction({ root, catalog: catalogServiceMock() }),
  ])('shows examples that are steps of themselves: %#', action => {
    expect(action.examples).not.toHaveLength(0);
    for (const { example } of action.examples ?? []) {
      const [step] = parse(example).steps;
      expect(step).toMatchObject({
        action: action.id,
        input: { name: 'orders' },
      });
    }
  });
});
