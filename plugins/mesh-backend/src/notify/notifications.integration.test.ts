import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import type { RolloutSeen } from '@meshway/plugin-mesh-common';
import meshPlugin from '..';
import { LabCanary } from '../decisions/testing/LabCanary';
import { LAB, LabCluster } from '../decisions/testing/LabCluster';
import { TestLab } from '../testing/TestLab';
import { kubernetesConfig } from '../testing/kubernetesConfig';

/** Everything here is done by the real control plane, on a machine that may be busy. */
jest.setTimeout(180_000);

const NAMESPACE = 'notices';
const TEAM = 'group:default/notices-team';
const SERVICE = { cluster: LAB, namespace: NAMESPACE, name: 'canary' };

function component(name: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: { 'meshway.dev/service': `${NAMESPACE}/canary` },
    },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

describe('notifications of a real release', () => {
  let lab: TestLab;
  let cluster: LabCluster;
  let canary: LabCanary;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  const sent: NotificationSendOptions[] = [];

  async function until(count: number): Promise<void> {
    while (sent.length < count) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  async function promoteFully(seen: RolloutSeen): Promise<void> {
    const response = await fetch(
      `http://127.0.0.1:${backend.server.port()}/api/mesh/entities/component/default/canary/decisions`,
      {
        method: 'POST',
        headers: {
          Authorization: mockCredentials.user.header(),
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ service: SERVICE, verb: 'promote-full', seen }),
      },
    );
    expect(response.status).toBe(200);
  }

  beforeAll(async () => {
    lab = await TestLab.open();
    cluster = await LabCluster.connect(lab, mockServices.logger.mock());
    canary = new LabCanary(lab, cluster, NAMESPACE);
    await canary.create(2);
    await lab.kubectl(
      ...['annotate', 'namespace', NAMESPACE, `meshway.dev/owner=${TEAM}`],
    );
    backend = await startTestBackend({
      features: [
        meshPlugin,
        kubernetesPlugin,
        catalogServiceMock.factory({
          entities: [
            component('canary', TEAM),
            component('hostile', 'group:default/strangers'),
          ],
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async notification => void sent.push(notification),
          }),
        }),
        mockServices.rootConfig.factory({
          data: {
            kubernetes: kubernetesConfig([
              {
                name: LAB,
                url: lab.apiServer,
                caData: lab.caData,
                serviceAccountToken: lab.portalToken,
              },
            ]),
            mesh: { notifications: { events: ['waits', 'done'] } },
          },
        }),
      ],
    });
  });

  afterAll(async () => {
    await backend?.stop();
    await canary?.delete();
    await cluster?.stop();
  });

  it('reach its owners once when it waits and once when it is done, and nobody else', async () => {
    const seen = await canary.ship();
    await until(1);
    expect(sent[0]).toEqual({
      recipients: { type: 'entity', entityRef: [TEAM] },
      payload: {
        title: 'canary 2 waits for a decision',
        description: expect.stringMatching(
          /^Canary 2 takes 1 % of the traffic.*waits for a decision.*\(notices\/canary in cluster lab\)$/,
        ),
        link: '/catalog/default/component/canary/mesh',
        severity: 'high',
        topic: 'delivery-waits',
        scope: `lab/Rollout/${NAMESPACE}/canary`,
      },
    });
    await promoteFully(seen);
    await until(2);
    expect(sent.slice(1)).toEqual([
      {
        recipients: { type: 'entity', entityRef: [TEAM] },
        payload: expect.objectContaining({
          title: 'The delivery of canary 2 is done',
          severity: 'normal',
          scope: `lab/Rollout/${NAMESPACE}/canary`,
        }),
      },
    ]);
  });
});
