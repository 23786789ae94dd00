import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { ManifestsReport } from '@meshway/plugin-mesh-common';
import { DEFAULT_CLUSTER_SETTINGS } from '../clusters/clusterSettings';
import { ManifestDesk } from './ManifestDesk';
import { FakeApplyServer } from './testing/FakeApplyServer';

const JANE = mockCredentials.user('user:default/jane');

const NAMESPACE = `
apiVersion: v1
kind: Namespace
metadata:
  name: payments
  annotations: { meshway.dev/owner: group:finance/payments }
`;
const ROUTE = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: payment-api, namespace: payments }
spec: { hosts: [payment-api] }
`;
const SERVICE = `
apiVersion: v1
kind: Service
metadata: { name: payment-api, namespace: payments }
spec: { ports: [{ port: 80 }] }
`;
const FILES = [
  { path: 'service.yaml', content: `${SERVICE}---${ROUTE}` },
  { path: 'z-namespace.yaml', content: NAMESPACE },
];

const NAMESPACE_PATH = '/api/v1/namespaces/payments';
const SERVICE_PATH = '/api/v1/namespaces/payments/services/payment-api';
const ROUTE_PATH =
  '/apis/networking.istio.io/v1/namespaces/payments/virtualservices/payment-api';

function file(content: string) {
  return [{ path: 'a.yaml', content }];
}

/** `Service payments/payment-api: created`. */
function lines({ objects }: ManifestsReport): string[] {
  return objects.map(
    ({ kind, namespace, name, outcome, message }) =>
      `${kind} ${namespace ? `${namespace}/` : ''}${name}: ${outcome}${
        message ? `. ${message}` : ''
      }`,
  );
}

describe('ManifestDesk', () => {
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  let server: FakeApplyServer;
  let denied: string[];
  let ownership: string[];

  function desk(settings = { apply: true }) {
    return new ManifestDesk({
      auth: mockServices.auth({ pluginId: 'mesh' }),
      auditor: mockServices.auditor.mock({
        createEvent: async () => auditEvent,
      }),
      permissions: mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission }) => ({
            result: denied.includes(permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          })),
      }),
      userInfo: mockServices.userInfo.mock({
        getUserInfo: async () => ({
          userEntityRef: 'user:default/jane',
          ownershipEntityRefs: ownership,
        }),
      }),
      clusters: server.clusters,
      live: server.live,
      settings,
    });
  }

  async function dryRun(
    files = FILES,
    credentials: BackstageCredentials = JANE,
  ) {
    return lines(await desk().dryRun('lab', files, credentials));
  }

  async function apply(files = FILES) {
    return lines(await desk().apply('lab', files, JANE));
  }

  beforeEach(() => {
    server = new FakeApplyServer();
    denied = [];
    ownership = ['user:default/jane', 'group:finance/payments'];
    auditEvent.success.mockReset();
    auditEvent.fail.mockReset();
  });

  describe('a dry run', () => {
    afterEach(() => {
      if (server.written.length > 0) throw new Error('It wrote something.');
    });

    it('has what a new namespace will hold judged in another one', async () => {
      const elsewhere =
        'Judged in namespace default, because payments does not exist yet.';
      expect(await dryRun()).toEqual([
        `Service payments/payment-api: created. ${elsewhere}`,
        `VirtualService payments/payment-api: created. ${elsewhere}`,
        'Namespace payments: created',
      ]);
      const [service, route] = server.sent;
      expect(route.path).toMatch(
        /^\/apis\/networking.istio.io\/v1\/namespaces\/default\/virtualservices\/payment-api-[0-9a-f]{8}$/,
      );
      expect(route.body.metadata).toMatchObject({ namespace: 'default' });
      expect(route.path).toContain(route.body.metadata.name);
      expect(service.query).toEqual({
        dryRun: 'All',
        fieldManager: 'meshway',
        fieldValidation: 'Strict',
        force: 'false',
      });
      expect(service.headers).toMatchObject({
        'Content-Type': 'application/apply-patch+yaml',
      });
    });

    it('tells what is new, what changes and what stays', async () => {
      server.addNamespace('payments', 'group:finance/payments');
      await apply(file(SERVICE));
      await apply(file(ROUTE));
      server.sent.length = 0;
      expect(
        await dryRun(
          file(
            [
              SERVICE,
              ROUTE.replace('[payment-api]', '[pay]'),
              ROUTE.replace('payment-api,', 'other,'),
            ].join('---'),
          ),
        ),
      ).toEqual([
        'Service payments/payment-api: unchanged',
        'VirtualService payments/payment-api: changed',
        'VirtualService payments/other: created',
      ]);
    });

    it("says in the cluster's own words what it refuses, by the name in the file", async () => {
      server.before = (method, path, body) =>
        method === 'PATCH' && path.includes('virtualservices')
          ? {
              status: 400,
              message: `admission webhook "validation.istio.io" denied the request: ${body?.metadata.name}: weight -5 < 0`,
            }
          : undefined;
      expect((await dryRun())[1]).toBe(
        'VirtualService payments/payment-api: refused. admission webhook "validation.istio.io" denied the request: payment-api: weight -5 < 0 (judged in namespace default, because payments does not exist yet)',
      );
    });

    it.each([
      [
        'fields that somebody else has set',
        {
          status: 409,
          message: 'Apply failed with 2 conflicts: …',
          causes: [
            {
              reason: 'FieldManagerConflict',
              message: 'conflict with "kubectl" using v1',
              field: '.spec.ports',
            },
            {
              reason: 'FieldManagerConflict',
              message: 'conflict with "rollouts-controller" using v1',
              field: '.spec.selector',
            },
          ],
        },
        'Others have set what it sets: .spec.ports by kubectl, .spec.selector by rollouts-controller. Take these fields out of the file, or have them set there as the file says.',
      ],
      [
        'rights that the portal lacks',
        {
          status: 403,
          message:
            'services "payment-api" is forbidden: User "system:serviceaccount:meshway:meshway" cannot patch resource "services" in API group "" in the namespace "payments"',
        },
        "The portal's account may not write Service payments/payment-api in cluster lab. Bind the role meshway-manifests of docs/rbac.yaml to it, or add the rule { apiGroups: [''], resources: [services], verbs: [get, create, patch] }.",
      ],
      [
        'a quota',
        {
          status: 403,
          message:
            'services "payment-api" is forbidden: exceeded quota: services=1',
        },
        'services "payment-api" is forbidden: exceeded quota: services=1',
      ],
      [
        'a webhook that is silent, without its address',
        {
          status: 500,
          message:
            'Internal error occurred: failed calling webhook "validation.istio.io": failed to call webhook: Post "https://10.0.0.1:443/validate": dial tcp: connection refused',
        },
        'Cluster lab cannot judge it now: its admission webhook validation.istio.io does not answer. Try again later.',
      ],
    ])('tells of %s', async (_, refused, message) => {
      server.addNamespace('payments');
      server.before = method => (method === 'PATCH' ? refused : undefined);
      expect(await dryRun(file(SERVICE))).toEqual([
        `Service payments/payment-api: refused. ${message}`,
      ]);
    });

    it('asks nothing about what is no part of a service, and says what to do', async () => {
      server.addNamespace('payments');
      const [role, secret, version, place, path, unnamed, nowhere, again, old] =
        await dryRun(
          file(`
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: all }
---
apiVersion: v1
kind: Secret
metadata: { name: token, namespace: payments }
---
apiVersion: ../../v1
kind: Service
metadata: { name: a, namespace: payments }
---
apiVersion: v1
kind: Service
metadata: { name: a, namespace: .. }
---
apiVersion: v1
kind: Service
metadata: { name: .., namespace: payments }
---
apiVersion: v1
kind: Service
metadata: { generateName: a, namespace: payments }
---
apiVersion: v1
kind: Service
metadata: { name: b }
---
apiVersion: v1
kind: Service
metadata: { name: b }
---
apiVersion: argoproj.io/v1beta9
kind: Rollout
metadata: { name: b, namespace: payments }
`),
        );
      expect(role).toMatch(
        /refused\. The portal takes no ClusterRole of rbac.authorization.k8s.io to a cluster: .*Take it out/,
      );
      expect(secret).toMatch(/refused\. The portal takes no Secret to/);
      expect(version).toMatch(/refused\. The portal takes no Service of/);
      expect(place).toMatch(/refused\. ".." is no name of a namespace/);
      expect(path).toMatch(/refused\. ".." is no name for it/);
      expect(unnamed).toMatch(/refused\. It has no name/);
      expect(nowhere).toMatch(/refused\. It names no namespace/);
      expect(again).toMatch(/refused\. Service b stands in a.yaml already/);
      expect(old).toMatch(
        /refused\. Cluster lab does not serve Rollout of argoproj.io\/v1beta9/,
      );
      expect(server.sent).toEqual([]);
    });

    it('says when the namespace is neither there nor in the files', async () => {
      expect(await dryRun(file(SERVICE))).toEqual([
        'Service payments/payment-api: refused. Namespace payments does not exist in cluster lab, and the files do not bring it. Add a Namespace to them, or have it created.',
      ]);
    });

    it('passes over what is not for a cluster', async () => {
      expect(
        await dryRun(
          file(`
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: orders }
---
apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: orders }
---
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [a.yaml]
---
rules: [1]
`),
        ),
      ).toEqual([]);
    });

    it('is made in the name of its author where the cluster wants that', async () => {
      server.addNamespace('payments');
      server.settings = { ...DEFAULT_CLUSTER_SETTINGS, impersonate: true };
      await dryRun(file(SERVICE));
      expect(server.sent[0].headers).toMatchObject({
        'Impersonate-User': 'user:default/jane',
      });
      await expect(
        dryRun(file(SERVICE), mockCredentials.service()),
      ).rejects.toThrow(/in the name of a person/);
      server.before = method =>
        method === 'PATCH'
          ? {
              status: 403,
              message: 'forbidden: User "user:default/jane" cannot patch it',
            }
          : undefined;
      expect(await dryRun(file(SERVICE))).toEqual([
        expect.stringMatching(/refused\. user:default\/jane may not write it/),
      ]);
    });

    it.each([
      [
        'the cluster is not known',
        () => desk().dryRun('mars', FILES, JANE),
        /NotFoundError: There is no cluster mars. The portal has: lab./,
      ],
      [
        'the cluster is silent',
        () => {
          server.before = () => {
            throw Object.assign(new TypeError('fetch failed'), {
              cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }),
            });
          };
          return dryRun();
        },
        /ServiceUnavailableError: Cluster lab does not answer: connection refused./,
      ],
      [
        'the caller may not',
        () => {
          denied = ['mesh.clusters.read'];
          return dryRun();
        },
        /NotAllowedError: You do not hold the permission mesh.clusters.read./,
      ],
      [
        'a file is not YAML',
        () => dryRun(file('kind: [')),
        /InputError: a.yaml: It is not YAML/,
      ],
      [
        'there are too many objects',
        () => dryRun(file(Array(201).fill(SERVICE).join('---'))),
        /InputError: There are 201 objects in the files, and at most 200/,
      ],
      [
        'the files are too large',
        () =>
          dryRun(
            Array(2)
              .fill(file(`# ${'x'.repeat(600_000)}`))
              .flat(),
          ),
        /InputError: The files are larger than 1 MiB/,
      ],
    ])('fails when %s', async (_, work, sentence) => {
      const failure = await work().catch(error => String(error));
      expect(failure).toMatch(sentence);
    });
  });

  describe('an apply', () => {
    it('creates the namespace first, then the rest in the order of the files', async () => {
      expect(await apply()).toEqual([
        'Service payments/payment-api: created',
        'VirtualService payments/payment-api: created',
        'Namespace payments: created',
      ]);
      expect(server.written).toEqual([
        NAMESPACE_PATH,
        SERVICE_PATH,
        ROUTE_PATH,
      ]);
      expect(auditEvent.success).toHaveBeenCalledWith({
        meta: {
          objects: expect.arrayContaining([
            expect.objectContaining({ kind: 'Service', outcome: 'created' }),
          ]),
        },
      });
      // And is the same when it is done again.
      expect(await apply()).toEqual([
        'Service payments/payment-api: unchanged',
        'VirtualService payments/payment-api: unchanged',
        'Namespace payments: unchanged',
      ]);
    });

    it.each([
      [
        'to somebody else',
        'group:default/others',
        /Namespace payments belongs to group:default\/others, and you do not\./,
      ],
      [
        'to nobody',
        undefined,
        /Namespace payments exists and does not say whose it is.*meshway.dev\/owner/,
      ],
      ['to no one that can be read', 'group:', /does not say whose it is/],
    ])(
      'changes nothing in a namespace that belongs %s',
      async (_, owner, sentence) => {
        server.addNamespace('payments', owner);
        const answers = await apply(
          file([SERVICE, NAMESPACE.replace('payments', 'new')].join('---')),
        );
        expect(answers[0]).toMatch(sentence);
        expect(answers[1]).toBe(
          'Namespace new: skipped. Nothing was applied, because others were refused.',
        );
        expect(server.sent).toEqual([]);
        expect(auditEvent.fail).toHaveBeenCalledTimes(1);
        expect(auditEvent.success).not.toHaveBeenCalled();
      },
    );

    it('lets nobody give a namespace away, or take its owner from it', async () => {
      server.addNamespace('payments', 'Group:Finance/payments');
      for (const other of ['group:default/others', '']) {
        expect(
          await apply(
            file(NAMESPACE.replace('group:finance/payments', `"${other}"`)),
          ),
        ).toEqual([
          expect.stringMatching(
            /refused\. Namespace payments belongs to group:finance\/payments, and that does not change from here/,
          ),
        ]);
      }
      expect(server.sent).toEqual([]);
      expect(await apply(file(NAMESPACE))).toEqual([
        'Namespace payments: changed',
      ]);
    });

    it('creates no namespace that says of nobody that it is theirs', async () => {
      expect(
        await apply(file(NAMESPACE.replace('meshway.dev/owner', 'other'))),
      ).toEqual([
        expect.stringMatching(/refused\. .*Add the annotation meshway.dev/),
      ]);
      expect(server.sent).toEqual([]);
    });

    it('applies nothing when the cluster refuses one of them', async () => {
      server.addNamespace('payments', 'group:finance/payments');
      server.before = (method, path) =>
        method === 'PATCH' && path === ROUTE_PATH
          ? { status: 400, message: 'weight -5 < 0' }
          : undefined;
      expect(await apply()).toEqual([
        'Service payments/payment-api: skipped. Nothing was applied, because others were refused.',
        'VirtualService payments/payment-api: refused. weight -5 < 0',
        'Namespace payments: skipped. Nothing was applied, because others were refused.',
      ]);
      expect(server.written).toEqual([]);
    });

    it('applies only the new namespace when what it will hold is refused', async () => {
      server.before = (method, path) =>
        method === 'PATCH' && path === ROUTE_PATH
          ? { status: 400, message: 'weight -5 < 0' }
          : undefined;
      expect(await apply()).toEqual([
        'Service payments/payment-api: skipped. Not applied, because others were refused. The new namespace was created.',
        'VirtualService payments/payment-api: refused. weight -5 < 0',
        'Namespace payments: created',
      ]);
      expect(server.written).toEqual([NAMESPACE_PATH]);
    });

    it('puts nothing into a namespace that somebody else created meanwhile', async () => {
      let asked = 0;
      server.before = (method, path) => {
        // Looked at twice before: for its owner, and by the dry run.
        if (method === 'GET' && path === NAMESPACE_PATH && ++asked === 3) {
          server.addNamespace('payments');
        }
        return undefined;
      };
      expect(await apply()).toEqual([
        expect.stringMatching(/^Service .*: skipped/),
        expect.stringMatching(/^VirtualService .*: skipped/),
        expect.stringMatching(
          /refused\. Somebody else created namespace payments at the same moment/,
        ),
      ]);
      expect(server.written).toEqual([NAMESPACE_PATH]);
    });

    it('says what was applied when the cluster falls silent meanwhile', async () => {
      server.before = (method, path, _, isDryRun) => {
        if (method === 'PATCH' && path === ROUTE_PATH && !isDryRun) {
          throw new TypeError('fetch failed');
        }
        return undefined;
      };
      expect(await apply()).toEqual([
        'Service payments/payment-api: created',
        'VirtualService payments/payment-api: refused. Cluster lab does not answer: the connection failed. Whether it was applied is not known: apply the same again.',
        'Namespace payments: created',
      ]);
    });

    it.each([
      [
        'the portal does not',
        () => desk({ apply: false }).apply('lab', FILES, JANE),
        /This portal applies nothing\. .*mesh\.manifests\.apply/,
      ],
      [
        'the caller is no person',
        () => desk().apply('lab', FILES, mockCredentials.service()),
        /Only people apply manifests/,
      ],
      [
        'the caller may not',
        () => {
          denied = ['mesh.manifests.apply'];
          return apply();
        },
        /You do not hold the permission mesh.manifests.apply/,
      ],
      [
        'the cluster is only read',
        () => {
          server.settings = { ...DEFAULT_CLUSTER_SETTINGS, readOnly: true };
          return apply();
        },
        /changes nothing in cluster lab \(mesh\.clusters\[\]\.readOnly\)/,
      ],
    ])('is refused when %s, and that is on record', async (_, work, reason) => {
      const failure = await work().catch(error => String(error));
      expect(failure).toMatch(reason);
      expect(failure).toMatch(/^NotAllowedError/);
      expect(server.sent).toEqual([]);
      expect(auditEvent.fail).toHaveBeenCalledTimes(1);
    });
  });
});
