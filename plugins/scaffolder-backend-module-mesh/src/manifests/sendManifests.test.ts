import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type {
  ConfigFile,
  ManifestResult,
  ManifestsMode,
  MeshApi,
} from '@meshway/plugin-mesh-common';
import { parse } from 'yaml';
import { createMeshApplyAction } from './createMeshApplyAction';
import { createMeshDryRunAction } from './createMeshDryRunAction';

const CREATED: ManifestResult = {
  kind: 'Service',
  namespace: 'orders',
  name: 'orders',
  path: 'deploy/service.yaml',
  outcome: 'created',
};
const REFUSED: ManifestResult = {
  kind: 'VirtualService',
  namespace: 'orders',
  name: 'orders',
  path: 'deploy/routes.yaml',
  outcome: 'refused',
  message: 'weight -5 < 0',
};

async function answered(status: number, message?: string): Promise<Error> {
  const name = status === 404 ? 'NotFoundError' : 'Error';
  return await ResponseError.fromResponse(
    new Response(
      message &&
        JSON.stringify({
          error: { name, message },
          response: { statusCode: status },
        }),
      { status, headers: { 'Content-Type': 'application/json' } },
    ),
  );
}

describe('the actions that send manifests to a cluster', () => {
  const workspace = createMockDirectory();
  const sent: { cluster: string; files: ConfigFile[]; mode: ManifestsMode }[] =
    [];
  let objects: ManifestResult[];
  let error: Error | undefined;
  let log: string[];

  const clientOf = () =>
    ({
      async sendManifests(cluster, request) {
        sent.push({ cluster, ...request });
        if (error) throw error;
        return { mode: request.mode, objects };
      },
    } as Partial<MeshApi> as MeshApi);

  const write = (level: string) => (line: string) => {
    log.push(`${level} ${line}`);
  };
  const logger = mockServices.logger.mock({
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  });

  const actions = {
    'mesh:dry-run': createMeshDryRunAction({ clientOf }),
    'mesh:apply': createMeshApplyAction({ clientOf }),
  };

  async function run(
    id: keyof typeof actions,
    input: { path?: string; failOn?: 'refused' | 'never' } = {},
    context: object = {},
  ) {
    const output = jest.fn();
    const mock = createMockActionContext({
      input: { cluster: 'lab', failOn: 'refused' as const, ...input },
      workspacePath: workspace.path,
    });
    const failure = await actions[id]
      .handler({ ...mock, logger, output, ...context })
      .then(
        () => undefined,
        (problem: Error) => `${problem.name}: ${problem.message}`,
      );
    return { failure, objects: output.mock.lastCall?.[1] };
  }

  beforeEach(() => {
    sent.length = 0;
    log = [];
    objects = [CREATED];
    error = undefined;
    workspace.setContent({ 'deploy/service.yaml': 'kind: Service' });
  });

  it('tell what comes of each object', async () => {
    expect(await run('mesh:dry-run')).toEqual({
      failure: undefined,
      objects: [CREATED],
    });
    await run('mesh:apply', { path: 'deploy' });
    const files = [{ path: 'deploy/service.yaml', content: 'kind: Service' }];
    expect(sent).toEqual([
      { cluster: 'lab', files, mode: 'dry-run' },
      { cluster: 'lab', files, mode: 'apply' },
    ]);
    expect(log).toEqual([
      'info Service orders/orders (deploy/service.yaml): would be created',
      'info Service orders/orders (deploy/service.yaml): created',
    ]);
  });

  it.each(['mesh:dry-run', 'mesh:apply'] as const)(
    'fail with the reason of the cluster (%s), and have the objects all the same',
    async id => {
      objects = [CREATED, REFUSED];
      expect(await run(id)).toEqual({
        failure:
          'InputError: VirtualService orders/orders (deploy/routes.yaml): refused. weight -5 < 0',
        objects,
      });
    },
  );

  it('let a dry run that refuses pass when they are told to', async () => {
    objects = [REFUSED];
    expect(await run('mesh:dry-run', { failOn: 'never' })).toEqual({
      failure: undefined,
      objects,
    });
  });

  it('change nothing in a dry run of the template', async () => {
    await run('mesh:dry-run', {}, { isDryRun: true });
    expect(await run('mesh:apply', {}, { isDryRun: true })).toEqual({
      failure: undefined,
      objects,
    });
    expect(sent.map(({ mode }) => mode)).toEqual(['dry-run', 'dry-run']);
  });

  it('apply once, however often the task is taken up again', async () => {
    const kept = new Map<string, unknown>();
    const checkpoint = async ({
      key,
      fn,
    }: {
      key: string;
      fn: () => Promise<unknown>;
    }) => {
      if (!kept.has(key)) kept.set(key, await fn());
      return kept.get(key);
    };
    await run('mesh:apply', {}, { checkpoint });
    expect(await run('mesh:apply', {}, { checkpoint })).toEqual({
      failure: undefined,
      objects,
    });
    expect(sent).toHaveLength(1);
    // What was refused is tried again.
    objects = [REFUSED];
    await run('mesh:apply', { path: 'deploy' }, { checkpoint });
    await run('mesh:apply', { path: 'deploy' }, { checkpoint });
    expect(sent).toHaveLength(3);
  });

  it('take the files that a kustomization lists, and say what it would change', async () => {
    workspace.setContent({
      'deploy/base/kustomization.yaml':
        'resources: [service.yaml, more]\nnamespace: orders\n',
      'deploy/base/service.yaml': 'kind: Service',
      'deploy/base/unlisted.yaml': 'kind: Other',
      'deploy/base/more/a.yml': 'kind: More',
      'deploy/overlays/production/kustomization.yaml':
        'resources: [../../base, link.yaml, ../../../../etc/passwd, https://example.com/x.yaml]\npatches: [{ path: replicas.yaml }]\n',
      'deploy/overlays/production/replicas.yaml': 'kind: Rollout',
      'deploy/overlays/production/link.yaml': ({ symlink }) =>
        symlink('/etc/passwd'),
    });
    await run('mesh:dry-run', { path: 'deploy/overlays/production' });
    expect(sent[0].files.map(({ path }) => path)).toEqual([
      'deploy/base/service.yaml',
      'deploy/base/more/a.yml',
    ]);
    expect(log.filter(line => line.startsWith('warn'))).toEqual([
      'warn deploy/overlays/production/kustomization.yaml: patches is not carried out here. The files are taken as they are.',
      'warn deploy/base/kustomization.yaml: namespace is not carried out here. The files are taken as they are.',
      expect.stringContaining('link.yaml" is not in the workspace'),
      expect.stringContaining('passwd" is not in the workspace'),
      expect.stringContaining('x.yaml" is not in the workspace'),
    ]);
  });

  it.each([
    [
      'the folder is not there',
      { path: 'manifests' },
      undefined,
      /^InputError: There is no "manifests" in the workspace/,
    ],
    [
      'the folder lies outside',
      { path: '../..' },
      undefined,
      /^NotAllowedError/,
    ],
    [
      'the caller may not',
      {},
      () => answered(403, 'You do not hold the permission mesh.clusters.read.'),
      'NotAllowedError: You do not hold the permission mesh.clusters.read.',
    ],
    [
      'the cluster is not known',
      {},
      () => answered(404, 'There is no cluster lab.'),
      'InputError: There is no cluster lab.',
    ],
    [
      'there is no mesh backend',
      {},
      () => answered(404),
      /^ServiceUnavailableError: This portal has no mesh backend/,
    ],
    [
      'the cluster is silent',
      {},
      () => answered(503, 'Cluster lab does not answer: connection refused.'),
      'ServiceUnavailableError: Cluster lab does not answer: connection refused. Nothing was judged: start the task again when it answers.',
    ],
    [
      'the files are too large',
      {},
      () => answered(413, 'request entity too large'),
      /^InputError: The files are larger than 1 MiB/,
    ],
    [
      'the mesh backend is silent',
      {},
      async () => new TypeError('fetch failed'),
      /^ServiceUnavailableError: The mesh backend does not answer: fetch failed\./,
    ],
  ])('say what to do when %s', async (_, input, problem, sentence) => {
    error = await problem?.();
    expect((await run('mesh:dry-run', input)).failure).toMatch(sentence);
  });

  it('say so when there is nothing to send', async () => {
    objects = [];
    expect((await run('mesh:apply', { path: 'deploy' })).failure).toBe(
      'InputError: There are no Kubernetes manifests below "deploy". Write into "path" where the step before put them.',
    );
  });

  it.each(Object.keys(actions) as (keyof typeof actions)[])(
    'show examples of %s with inputs that it takes',
    async id => {
      const { examples = [] } = actions[id];
      expect(examples.length).toBeGreaterThan(0);
      for (const { example } of examples) {
        const [step] = parse(example).steps;
        expect(step.action).toBe(id);
        workspace.setContent({ 'deploy/base/a.yaml': 'kind: Service' });
        expect((await run(id, step.input)).failure).toBeUndefined();
      }
    },
  );
});
