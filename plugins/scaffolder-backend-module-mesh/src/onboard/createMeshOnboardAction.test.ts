import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { OnboardingPlan } from '@meshway/plugin-mesh-common';
import { parse } from 'yaml';
import { meshClientOf } from '../client/meshClientOf';
import { createMeshOnboardAction } from './createMeshOnboardAction';

const PLAN: OnboardingPlan = {
  files: [
    { path: 'namespace.yaml', content: 'kind: Namespace\n' },
    { path: 'kustomization.yaml', content: 'kind: Kustomization\n' },
  ],
  steps: ['namespace.yaml: Adds a label.', 'Apply them.'],
  already: ['Encryption: it is there.'],
  problems: [],
};

const STOCK = { cluster: 'lab', namespace: 'warehouse', service: 'stock' };

type Input = Parameters<
  ReturnType<typeof createMeshOnboardAction>['handler']
>[0]['input'];

describe('mesh:onboard', () => {
  const workspace = createMockDirectory();
  let backend: Server;
  let asked: { url?: string; token?: string; body: unknown }[];
  let answer: { status: number; body: unknown };

  beforeAll(async () => {
    backend = createServer(async (req, res) => {
      let text = '';
      for await (const chunk of req) text += chunk;
      asked.push({
        url: req.url,
        token: req.headers.authorization,
        body: JSON.parse(text),
      });
      res.writeHead(answer.status, { 'Content-Type': 'application/json' });
      res.end(JSON.stringify(answer.body));
    });
    await new Promise<void>(done => {
      backend.listen(0, '127.0.0.1', done);
    });
  });

  afterAll(() => new Promise(done => backend.close(done)));

  beforeEach(() => {
    asked = [];
    answer = { status: 200, body: PLAN };
    workspace.clear();
  });

  const action = createMeshOnboardAction({
    clientOf: meshClientOf({
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () =>
          `http://127.0.0.1:${(backend.address() as AddressInfo).port}/mesh`,
      }),
    }),
  });

  async function onboard(input: Partial<Input> = {}, isDryRun = false) {
    const output = jest.fn();
    const failure = await action
      .handler({
        ...createMockActionContext({
          input: { ...STOCK, ...input } as Input,
          workspacePath: workspace.path,
        }),
        getInitiatorCredentials: async () =>
          mockCredentials.user('user:default/sam'),
        isDryRun,
        output,
      })
      .then(
        () => undefined,
        (error: Error) => `${error.name}: ${error.message}`,
      );
    return { failure, outputs: Object.fromEntries(output.mock.calls) };
  }

  it.each([false, true])(
    'writes what is missing and how to go about it (dry run: %s)',
    async isDryRun => {
      const { failure, outputs } = await onboard({}, isDryRun);
      expect(failure).toBeUndefined();
      const summary = `# stock comes into the mesh

What Service \`warehouse/stock\` in cluster \`lab\` lacked when it was looked at. Objects that exist are not here as a whole: their files add to them what stands in there, and change nothing else.

## In this order

1. namespace.yaml: Adds a label.
2. Apply them.

## What was there already

- Encryption: it is there.
`;
      expect(workspace.content()).toEqual({
        deploy: {
          'namespace.yaml': 'kind: Namespace\n',
          'kustomization.yaml': 'kind: Kustomization\n',
          'README.md': summary,
        },
      });
      expect(outputs).toEqual({
        files: ['namespace.yaml', 'kustomization.yaml'],
        steps: PLAN.steps,
        already: PLAN.already,
        problems: [],
        summary,
      });
    },
  );

  it('asks with the rights of whoever started the task, and takes what is left empty for left out', async () => {
    await onboard({ entityRef: 'component:default/stock', revision: '' });
    expect(asked).toEqual([
      {
        url: '/mesh/clusters/lab/onboarding',
        token: mockCredentials.service
          .header({
            onBehalfOf: mockCredentials.user('user:default/sam'),
            targetPluginId: 'mesh',
          })
          .replace('plugin:test', 'plugin:scaffolder'),
        body: {
          namespace: 'warehouse',
          service: 'stock',
          entityRef: 'component:default/stock',
          injection: 'namespace',
          resilience: 'standard',
          circuitBreaker: true,
        },
      },
    ]);
  });

  it('fails with what stands in the way, and writes nothing', async () => {
    answer.body = {
      files: [],
      steps: [],
      already: [],
      problems: ['There is no Service.', 'Its pods are odd.'],
    };
    const { failure, outputs } = await onboard();
    expect(failure).toBe('InputError: There is no Service.\nIts pods are odd.');
    expect(outputs.problems).toHaveLength(2);
    expect(workspace.content()).toEqual({});
  });

  it.each([
    [
      403,
      'NotAllowedError: You do not hold the permission mesh.clusters.read.',
      {
        name: 'NotAllowedError',
        message: 'You do not hold the permission mesh.clusters.read.',
      },
    ],
    [
      503,
      'ServiceUnavailableError: Cluster lab is silent. Start the task again in a while.',
      { name: 'ServiceUnavailableError', message: 'Cluster lab is silent.' },
    ],
  ])('says why the backend refused: %s', async (status, words, error) => {
    answer = { status, body: { error, response: { statusCode: status } } };
    expect((await onboard()).failure).toBe(words);
  });

  it('writes nothing outside the workspace', async () => {
    expect((await onboard({ path: '../out' })).failure).toContain(
      'NotAllowedError',
    );
    expect(asked).toEqual([]);
    answer.body = { ...PLAN, files: [{ path: '../../x.yaml', content: '' }] };
    expect((await onboard()).failure).toContain('NotAllowedError');
  });

  it('shows examples that it can carry out', async () => {
    for (const { example } of action.examples ?? []) {
      const [step] = parse(example).steps;
      expect(step.action).toBe('mesh:onboard');
      expect((await onboard(step.input)).failure).toBeUndefined();
    }
    expect(asked).toHaveLength(2);
  });
});
