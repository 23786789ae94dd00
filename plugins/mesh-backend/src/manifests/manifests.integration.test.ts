import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { ConfigFile, ManifestsMode } from '@meshway/plugin-mesh-common';
import { parseAllDocuments, stringify } from 'yaml';
import { LabPortal } from '../__testUtils__/LabPortal';
import { TestLab } from '../testing/TestLab';

/** Everything here is judged by the real control plane, on a machine that may be busy. */
jest.setTimeout(120_000);

const GOLDENS = resolve(
  resolvePackagePath('@meshway/plugin-mesh-backend'),
  '../../templates/mesh-service/golden',
);
const NAMESPACE = 'manifests-test';
const TEAM = 'group:default/manifests-team';
/** The only one who is of that team. */
const JANE = 'user:default/jane';

/** What the template renders, as if it were for this test's namespace and team. */
async function renderedFiles(): Promise<ConfigFile[]> {
  const [golden] = (await readdir(GOLDENS)).sort();
  const folder = join(GOLDENS, golden);
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter(entry => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    // What only says how the others are brought to a cluster.
    .filter(
      path => !/overlays|argo-cd|workflows/.test(path.slice(folder.length)),
    )
    .sort();
  return await Promise.all(
    paths.map(async path => ({
      path: path.slice(folder.length + 1),
      content: parseAllDocuments(await readFile(path, 'utf8'))
        .map(document => stringify(moved(document.toJS())))
        .join('---\n'),
    })),
  );
}

function moved(object: any): unknown {
  if (object?.kind === 'Namespace') {
    object.metadata.name = NAMESPACE;
    object.metadata.annotations = { 'meshway.dev/owner': TEAM };
  } else if (object?.metadata?.namespace) {
    object.metadata.namespace = NAMESPACE;
  }
  return object;
}

function route(weight: number): ConfigFile[] {
  return [
    {
      path: 'route.yaml',
      content: stringify({
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: { name: 'weighted', namespace: NAMESPACE },
        spec: {
          hosts: ['weighted'],
          http: [{ route: [{ destination: { host: 'weighted' }, weight }] }],
        },
      }),
    },
  ];
}

const NAMESPACE_FILE: ConfigFile = {
  path: 'namespace.yaml',
  content: stringify(
    moved({ apiVersion: 'v1', kind: 'Namespace', metadata: {} }),
  ),
};

describe('manifests and a real control plane', () => {
  let lab: TestLab;
  let portal: LabPortal;
  let rendered: ConfigFile[];

  async function send(mode: ManifestsMode, files: ConfigFile[], user = JANE) {
    const { objects } = await portal
      .clientOf(user)
      .sendManifests('lab', { files, mode });
    return objects;
  }

  async function exists(...what: string[]): Promise<boolean> {
    const found = await lab.kubectl('get', ...what, '--ignore-not-found');
    return found.trim() !== '';
  }

  beforeAll(async () => {
    lab = await TestLab.open();
    await lab.kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found');
    rendered = await renderedFiles();
    portal = await LabPortal.start(lab, {
      mesh: { manifests: { apply: true } },
      features: [
        mockServices.userInfo.mock({
          getUserInfo: async credentials => {
            const { userEntityRef } = credentials.principal as {
              userEntityRef: string;
            };
            return {
              userEntityRef,
              ownershipEntityRefs: [
                userEntityRef,
                ...(userEntityRef === JANE ? [TEAM] : []),
              ],
            };
          },
        }).factory,
      ],
    });
    // The list of clusters is read when every plugin is ready.
    let names: string[] = [];
    while (!names.includes('lab')) {
      names = (await portal.clientOf(JANE).getClusters()).map(
        ({ name }) => name,
      );
      await sleep(100);
    }
  });

  afterAll(async () => {
    await lab?.kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found');
    await portal?.stop();
  });

  it('judges what the template renders in a namespace that is not there', async () => {
    const objects = await send('dry-run', rendered);
    expect(objects.length).toBeGreaterThan(5);
    expect(objects.filter(({ outcome }) => outcome !== 'created')).toEqual([]);
    expect(objects.find(({ kind }) => kind === 'VirtualService')).toMatchObject(
      {
        namespace: NAMESPACE,
        message: `Judged in namespace default, because ${NAMESPACE} does not exist yet.`,
      },
    );
    expect(await exists('namespace', NAMESPACE)).toBe(false);
  });

  it("says with istiod's own words what its webhook refuses", async () => {
    const [namespace, refused] = await send('dry-run', [
      NAMESPACE_FILE,
      ...route(-5),
    ]);
    expect(namespace.outcome).toBe('created');
    expect(refused).toMatchObject({
      outcome: 'refused',
      message: expect.stringMatching(
        /^admission webhook "validation.istio.io" denied the request: configuration is invalid: weight -5 < 0.*judged in namespace default/,
      ),
    });
  });

  it('says what the schema of a kind does not know', async () => {
    const content = route(1)[0].content.replace('http:', 'htp:');
    const [, refused] = await send('dry-run', [
      NAMESPACE_FILE,
      { path: 'route.yaml', content },
    ]);
    expect(refused).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('htp'),
    });
  });

  it('applies it, and the same again changes nothing', async () => {
    const applied = await send('apply', rendered);
    expect(applied.filter(({ outcome }) => outcome !== 'created')).toEqual([]);
    for (const { kind, name } of applied) {
      const place = kind === 'Namespace' ? [] : ['-n', NAMESPACE];
      // The Gateway API has a kind of the same name.
      const what = kind === 'Gateway' ? 'gateways.networking.istio.io' : kind;
      expect([kind, await exists(what, name, ...place)]).toEqual([kind, true]);
    }
    await lab.kubectl(
      'wait',
      'rollouts,deployments',
      '--all',
      '--for=condition=Available',
      '--timeout=60s',
      '-n',
      NAMESPACE,
    );
    const again = await send('apply', rendered);
    // Controllers add to what stands, which the files leave to them.
    expect(again.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([]);
  });

  it('refuses a stranger, and changes nothing', async () => {
    const objects = await send(
      'apply',
      [...route(100), { ...NAMESPACE_FILE, path: 'z.yaml' }],
      'user:default/stranger',
    );
    expect(objects.map(({ outcome }) => outcome)).toEqual([
      'refused',
      'refused',
    ]);
    expect(objects[0].message).toContain(
      `Namespace ${NAMESPACE} belongs to ${TEAM}, and you do not.`,
    );
    expect(await exists('virtualservice', 'weighted', '-n', NAMESPACE)).toBe(
      false,
    );
  });

  it('refuses a namespace of the cluster itself', async () => {
    const [object] = await send('apply', [
      {
        path: 'a.yaml',
        content: stringify({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'manifests-test', namespace: 'kube-system' },
        }),
      },
    ]);
    expect(object).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('does not say whose it is'),
    });
    expect(
      await exists('configmap', 'manifests-test', '-n', 'kube-system'),
    ).toBe(false);
  });

  it('applies nothing of what it refuses in part, and names who set a field otherwise', async () => {
    const files = route(100);
    await send('apply', files);
    await lab.kubectl(
      'patch',
      'virtualservice',
      'weighted',
      '-n',
      NAMESPACE,
      '--type=merge',
      '--field-manager=somebody',
      '-p',
      '{"spec":{"hosts":["elsewhere"]}}',
    );
    const service = {
      path: 'service.yaml',
      content: stringify({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'weighted', namespace: NAMESPACE },
        spec: { ports: [{ name: 'http', port: 80 }] },
      }),
    };
    const [refused, skipped] = await send('apply', [...files, service]);
    expect(refused).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('.spec.hosts by somebody'),
    });
    expect(skipped.outcome).toBe('skipped');
    expect(await exists('service', 'weighted', '-n', NAMESPACE)).toBe(false);
  });
});
