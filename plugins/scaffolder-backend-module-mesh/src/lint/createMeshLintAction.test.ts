import { resolve } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parse } from 'yaml';
import { createMeshLintAction } from './createMeshLintAction';

const GOLDENS = resolve(__dirname, '../../../../templates/mesh-service/golden');

describe('mesh:lint', () => {
  const workspace = createMockDirectory();
  const action = createMeshLintAction();

  async function lint(
    input: { path?: string; failOn?: 'error' | 'warning' | 'never' } = {},
    workspacePath = workspace.path,
  ) {
    const output = jest.fn();
    const failure = await action
      .handler({
        ...createMockActionContext({
          input: { failOn: 'error' as const, ...input },
          workspacePath,
        }),
        output,
      })
      .then(
        () => undefined,
        (error: Error) => `${error.name}: ${error.message}`,
      );
    const [, findings] = output.mock.lastCall ?? [];
    return { failure, findings };
  }

  it.each(['proposed', 'delivery-header-analysed'])(
    'finds nothing in what the template renders with %s',
    async wizard => {
      expect(await lint({ path: wizard }, GOLDENS)).toEqual({
        failure: undefined,
        findings: [],
      });
    },
  );

  it('fails with a sentence that says what is wrong and how to mend it', async () => {
    workspace.setContent({
      'deploy/routes.yaml': `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: orders, namespace: orders }
spec:
  hosts: [orders.example.com]
  http:
    - name: primary
      route:
        - destination: { host: order }
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: orders }
spec: { ports: [{ name: http, port: 80 }] }
`,
    });
    const { failure, findings } = await lint();
    expect(failure).toBe(
      'InputError: MSH201 VirtualService orders/orders (deploy/routes.yaml): Route "primary" leads to "order", and there is no such Service. Write the name of the Service into the destination, or its full name if it lives elsewhere. https://istio.io/latest/docs/ops/common-problems/network-issues/',
    );
    expect(findings).toHaveLength(1);
    expect((await lint({ failOn: 'never' })).failure).toBeUndefined();
  });

  it('lets warnings pass unless told otherwise', async () => {
    workspace.setContent({
      'rollout.yaml': `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: orders, namespace: orders }
spec:
  selector: { matchLabels: { app: orders } }
  template: { metadata: { labels: { app: orders } } }
  strategy: { canary: {} }
`,
    });
    const { failure, findings } = await lint();
    expect(failure).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'MSH401', severity: 'warning' }]);
    expect((await lint({ failOn: 'warning' })).failure).toContain('MSH401');
  });

  it('finds files that are not YAML, and reads on', async () => {
    workspace.setContent({
      'a.yaml': 'kind: [',
      'b.yml': 'a: &a [x]\nb: *c\n',
      'c.yaml': 'rules: [1, 2]\n---\n- just\n- a list\n',
      'd.txt': 'kind: [',
      '.git/config.yaml': 'kind: [',
    });
    const { failure, findings } = await lint();
    expect(failure).toContain('MSH001 a.yaml: It is not YAML');
    expect(findings.map((one: { object: string }) => one.object)).toEqual([
      'a.yaml',
      'b.yml',
    ]);
  });

  it('does not look outside the workspace', async () => {
    expect((await lint({ path: '../..' })).failure).toContain(
      'NotAllowedError',
    );
  });

  it('shows examples that are steps of its own, with inputs it takes', () => {
    const inputs = (action.examples ?? []).map(({ example }) => {
      const [step] = parse(example).steps;
      expect(step.action).toBe('mesh:lint');
      return step.input;
    });
    expect(inputs).toEqual([undefined, { path: 'deploy', failOn: 'warning' }]);
  });
});
