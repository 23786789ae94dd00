import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createMockDirectory } from '@backstage/backend-test-utils';

/** The real control plane answers here, on a machine that may be busy. */
jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '../../..');
const GOLDEN = join(ROOT, 'templates/mesh-service/golden/everything');
const NAMESPACE = 'payments';
const MANIFESTS = ['service', 'rollout', 'routing', 'security'].map(name =>
  join(GOLDEN, `${name}.yaml`),
);

/** Runs a program of the lab whose state lies in `MESHWAY_TEST_LAB`. */
async function lab(...args: string[]): Promise<string> {
  const folder = process.env.MESHWAY_TEST_LAB;
  if (!folder) {
    throw new Error(
      'MESHWAY_TEST_LAB must name the state folder of a running lab. Start one with `npm run lab -- up`, its state lies in .meshway/lab.',
    );
  }
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [join(ROOT, 'packages/lab/src/cli.ts'), ...args],
    { env: { ...process.env, NODE_OPTIONS: '', MESHWAY_LAB_DIR: folder } },
  );
  return stdout + stderr;
}

async function serverDryRun(...args: string[]) {
  return lab('kubectl', 'apply', '--server-side', '--dry-run=server', ...args);
}

async function analyze(...files: string[]) {
  return lab(
    'istioctl',
    'analyze',
    '--use-kube=false',
    // Without it, only findings about the namespace "default" are told.
    '--all-namespaces',
    '--output-threshold=Info',
    '--failure-threshold=Info',
    ...files,
  );
}

describe('what the template mesh-service writes, before a real control plane', () => {
  const broken = createMockDirectory();

  beforeAll(async () => {
    // The server refuses objects of a namespace it does not have, even when asked for nothing but its opinion.
    await lab('kubectl', 'apply', '-f', join(GOLDEN, 'namespace.yaml'));
  });

  afterAll(async () => {
    await lab('kubectl', 'delete', 'namespace', NAMESPACE);
  });

  it('is accepted by the API server and by the webhook of istiod', async () => {
    const answer = await serverDryRun('-k', GOLDEN);
    expect(answer.trim().split('\n')).toHaveLength(8);
    expect(answer).toContain(
      'virtualservice.networking.istio.io/payment-api serverside-applied (server dry run)',
    );
  });

  it('gives istioctl analyze nothing to say', async () => {
    const answer = await analyze(join(GOLDEN, 'namespace.yaml'), ...MANIFESTS);
    expect(answer).toContain('No validation issues found');
  });

  it('is refused by the webhook of istiod when its weights make no sense', async () => {
    const file = join(broken.path, 'routing.yaml');
    const routing = await readFile(join(GOLDEN, 'routing.yaml'), 'utf8');
    await writeFile(file, routing.replace('weight: 100', 'weight: -5'));
    await expect(serverDryRun('-f', file)).rejects.toThrow(
      'admission webhook "validation.istio.io" denied the request: configuration is invalid: weight -5 < 0',
    );
  });

  it('is noticed by istioctl analyze when the Gateway is missing', async () => {
    const file = join(broken.path, 'routing.yaml');
    const routing = await readFile(join(GOLDEN, 'routing.yaml'), 'utf8');
    const [, ...others] = routing.split('---\n');
    await writeFile(file, others.join('---\n'));
    await expect(analyze(file)).rejects.toMatchObject({
      stdout: expect.stringMatching(
        /IST0101.*Referenced gateway not found: "payment-api"/,
      ),
    });
  });
});
