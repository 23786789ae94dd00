import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import type { RolloutSeen } from '@meshway/plugin-mesh-common';
import createKnex, { type Knex } from 'knex';
import { ClusterRegistry } from '../clusters/ClusterRegistry';
import { LiveObjects } from '../clusters/LiveObjects';
import { DEFAULT_CLUSTER_SETTINGS } from '../clusters/clusterSettings';
import { KubernetesPlugin } from '../clusters/KubernetesPlugin';
import { TestLab } from '../testing/TestLab';
import { DatabaseJournal } from './DatabaseJournal';
import { DefaultDecisionService } from './DefaultDecisionService';
import { ProxiedDecisionAccess } from './ProxiedDecisionAccess';
import { LabCanary } from './testing/LabCanary';
import { LabCluster } from './testing/LabCluster';
import type { AuthorisedDecision } from './types';
import { kubernetesConfig } from '../testing/kubernetesConfig';

const NAMESPACE = 'refusals-test';
const JANE = 'user:default/jane';

jest.setTimeout(120_000);

let lab: TestLab;
let direct: LabCluster;
let canary: LabCanary;
let backend: Awaited<ReturnType<typeof startTestBackend>>;
let clusters: ClusterRegistry;
let client: Knex;
let decisions: DefaultDecisionService;

/** Objects outside the canary's namespace, and a binding inside. */
const RBAC = 'rbac.authorization.k8s.io';
const impersonation = {
  apiVersion: `${RBAC}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: NAMESPACE },
  roleRef: {
    apiGroup: RBAC,
    kind: 'ClusterRole',
    name: 'meshway-impersonation',
  },
  subjects: [{ kind: 'ServiceAccount', name: 'meshway', namespace: 'meshway' }],
};
const janesRights = {
  apiVersion: `${RBAC}/v1`,
  kind: 'RoleBinding',
  metadata: { name: 'jane', namespace: NAMESPACE },
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'meshway-decisions' },
  subjects: [{ kind: 'User', name: JANE, apiGroup: RBAC }],
};
const reader = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'reader', namespace: NAMESPACE },
};
const readersRights = {
  apiVersion: `${RBAC}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: `${NAMESPACE}-reader` },
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'meshway' },
  subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: NAMESPACE }],
};
const policy = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: NAMESPACE },
  spec: {
    matchConstraints: {
      namespaceSelector: {
        matchLabels: { 'kubernetes.io/metadata.name': NAMESPACE },
      },
      resourceRules: [
        {
          apiGroups: ['argoproj.io'],
          apiVersions: ['*'],
          operations: ['UPDATE'],
          resources: ['rollouts'],
        },
      ],
    },
    validations: [
      {
        expression: '!has(object.spec.paused) || !object.spec.paused',
        message: 'Nobody pauses here.',
      },
    ],
  },
};
const policyBinding = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: NAMESPACE },
  spec: { policyName: NAMESPACE, validationActions: ['Deny'] },
};

async function kubectl(
  command: 'apply' | 'delete',
  ...items: object[]
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'meshway-rights-'));
  const file = join(folder, 'objects.json');
  const list = { apiVersion: 'v1', kind: 'List', items };
  await writeFile(file, JSON.stringify(list));
  const flags = command === 'delete' ? ['--ignore-not-found'] : [];
  try {
    await lab.kubectl(command, '-f', file, ...flags);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function asked(
  cluster: string,
  verb: AuthorisedDecision['verb'],
  seen: RolloutSeen,
): AuthorisedDecision {
  const { target, service } = canary;
  return {
    entityRef: 'component:default/canary',
    decidedBy: JANE,
    service: { ...service, cluster },
    target,
    verb,
    seen,
  };
}

beforeAll(async () => {
  lab = await TestLab.open();
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  direct = await LabCluster.connect(lab, logger);
  canary = new LabCanary(lab, direct, NAMESPACE);
  await canary.create(6);
  await kubectl(
    'apply',
    ...[impersonation, reader, readersRights, policy, policyBinding],
  );
  const token = await lab.kubectl(
    ...['create', 'token', 'reader', '-n', NAMESPACE],
  );
  const cluster = (name: string, serviceAccountToken: string) => ({
    name,
    url: lab.apiServer,
    caData: lab.caData,
    authProvider: 'serviceAccount',
    serviceAccountToken,
  });
  backend = await startTestBackend({
    features: [
      kubernetesPlugin,
      mockServices.rootConfig.factory({
        data: {
          kubernetes: kubernetesConfig([
            cluster('ours', lab.portalToken),
            cluster('impersonated', lab.portalToken),
            cluster('read', token.trim()),
          ]),
        },
      }),
    ],
  });
  const port = backend.server.port();
  clusters = new ClusterRegistry({
    kubernetes: new KubernetesPlugin({
      auth: mockServices.auth({ pluginId: 'mesh' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => `http://127.0.0.1:${port}/api/kubernetes`,
      }),
    }),
    settings: new Map([
      ['impersonated', { ...DEFAULT_CLUSTER_SETTINGS, impersonate: true }],
    ]),
    logger,
  });
  clusters.start();
  for (const name of ['ours', 'impersonated', 'read']) {
    while (clusters.freshness(name).state !== 'live') await sleep(100);
  }
  client = createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  decisions = new DefaultDecisionService({
    journal: await DatabaseJournal.create({
      database: mockServices.database.mock({ getClient: async () => client }),
      logger,
    }),
    access: new ProxiedDecisionAccess({
      clusters,
      live: new LiveObjects({ clusters }),
    }),
    logger,
  });
});

afterAll(async () => {
  if (lab) {
    await kubectl(
      'delete',
      ...[policyBinding, policy, readersRights, impersonation],
    );
  }
  await canary?.delete();
  await clusters?.stop();
  await backend?.stop();
  await direct?.stop();
  await client?.destroy();
});

async function lastRow() {
  const page = await decisions.list('component:default/canary', { limit: 1 });
  return page.decisions[0];
}

describe('through the proxy of the Kubernetes plugin', () => {
  it('an account that only reads is told which rule it lacks', async () => {
    const seen = await canary.ship();
    const sentence =
      "The portal's account may not patch rollouts/status in namespace refusals-test of cluster read. Add the rule { apiGroups: ['argoproj.io'], resources: [rollouts/status], verbs: [patch] } to its role.";
    await expect(
      decisions.take(asked('read', 'promote', seen)),
    ).rejects.toMatchObject({ name: 'NotAllowedError', message: sentence });
    await expect(lastRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: `Nothing was changed. ${sentence}`,
    });
    await expect(canary.seen()).resolves.toEqual(seen);
  });

  it('an author who is impersonated needs rights of their own', async () => {
    const seen = await canary.ship();
    const promote = asked('impersonated', 'promote', seen);
    await expect(decisions.take(promote)).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /^user:default\/jane may not patch Rollout refusals-test\/canary in cluster impersonated, or the portal's account may not act for them: .*User "user:default\/jane" cannot patch/,
      ),
    });
    await expect(canary.seen()).resolves.toEqual(seen);

    await kubectl('apply', janesRights);
    await expect(decisions.take(promote)).resolves.toMatchObject({
      state: 'confirmed',
      decidedBy: JANE,
    });
  });

  it('a policy of the cluster says in its own words what it does not want', async () => {
    const seen = await canary.ship();
    await expect(
      decisions.take(asked('ours', 'pause', seen)),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^Cluster ours does not take the change of Rollout refusals-test\/canary: .*Nobody pauses here\./,
      ),
    });
    await expect(lastRow()).resolves.toMatchObject({ state: 'failed' });
  });
});
