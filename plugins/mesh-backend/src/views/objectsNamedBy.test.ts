import type { ServiceView } from '@meshway/plugin-mesh-common';
import { recordedView } from '../testing/recordedView';
import { objectsNamedBy } from './objectsNamedBy';

const BASE = recordedView('paused-step1-weight20');

function titles(overrides: Partial<ServiceView>): string[] {
  return objectsNamedBy({ ...BASE, ...overrides }).map(
    ({ kind, namespace, name }) => `${kind} ${namespace ?? '-'}/${name}`,
  );
}

const at = (kind: string, name: string) => ({ kind, namespace: 'mesh', name });
const { posture, exposure } = BASE;

describe('the objects that a view names', () => {
  it('are the service, its workload and the routes to it', () => {
    expect(titles({})).toEqual(
      expect.arrayContaining([
        `Service ${BASE.namespace}/${BASE.name}`,
        `Rollout ${BASE.namespace}/checkout`,
      ]),
    );
  });

  it.each<[string, Partial<ServiceView>, string]>([
    [
      'of a finding',
      {
        findings: [
          {
            code: 'MSH203',
            severity: 'error',
            object: 'DestinationRule mesh/a',
            ref: at('DestinationRule', 'a'),
            message: '',
            mend: '',
            docs: '',
          },
        ],
      },
      'DestinationRule mesh/a',
    ],
    [
      'of a finding outside namespaces',
      {
        findings: [
          {
            code: 'MSH501',
            severity: 'error',
            object: 'Namespace shop',
            ref: { kind: 'Namespace', name: 'shop' },
            message: '',
            mend: '',
            docs: '',
          },
        ],
      },
      'Namespace -/shop',
    ],
    [
      'that decides about pods',
      {
        posture: {
          ...posture,
          mtls: {
            ...posture.mtls,
            server: [
              {
                mode: 'STRICT',
                decidedBy: at('PeerAuthentication', 'default'),
                ports: [],
                enforced: true,
                podCount: 1,
                pods: [],
              },
            ],
          },
        },
      },
      'PeerAuthentication mesh/default',
    ],
    [
      'that decides about one port',
      {
        posture: {
          ...posture,
          mtls: {
            ...posture.mtls,
            server: [
              {
                mode: 'STRICT',
                ports: [
                  {
                    port: 8080,
                    mode: 'DISABLE',
                    decidedBy: at('PeerAuthentication', 'port'),
                  },
                ],
                enforced: true,
                podCount: 1,
                pods: [],
              },
            ],
          },
        },
      },
      'PeerAuthentication mesh/port',
    ],
    [
      'that decides about clients',
      {
        posture: {
          ...posture,
          mtls: {
            ...posture.mtls,
            clients: [
              { mode: 'DISABLE', decidedBy: at('DestinationRule', 'plain') },
            ],
          },
        },
      },
      'DestinationRule mesh/plain',
    ],
    [
      'that says who may call',
      {
        posture: {
          ...posture,
          authorization: {
            ...posture.authorization,
            policies: [
              {
                namespace: 'mesh',
                name: 'closed',
                action: 'DENY',
                scope: 'namespace',
                dryRun: false,
                podCount: 1,
                rules: [],
              },
            ],
          },
        },
      },
      'AuthorizationPolicy mesh/closed',
    ],
    [
      'that says how calls end',
      {
        posture: {
          ...posture,
          resilience: {
            ...posture.resilience,
            destinations: [
              {
                settings: [
                  {
                    topic: 'connections',
                    text: '',
                    decidedBy: at('DestinationRule', 'limits'),
                  },
                ],
              },
            ],
          },
        },
      },
      'DestinationRule mesh/limits',
    ],
    [
      'at which clients come in',
      {
        exposure: {
          ...exposure,
          gateways: [
            {
              namespace: 'mesh',
              name: 'front',
              state: 'found',
              entrances: [],
            },
          ],
        },
      },
      'Gateway mesh/front',
    ],
    [
      'that a route was delegated to',
      {
        exposure: {
          ...exposure,
          routes: [
            {
              virtualService: 'VirtualService mesh/root',
              delegate: 'VirtualService mesh/leaf',
              protocol: 'http',
              inside: true,
              gateways: [],
              hosts: [],
              matches: [],
              destinations: [],
              effects: [],
            },
          ],
        },
      },
      'VirtualService mesh/leaf',
    ],
  ])('are also the one %s', (_, overrides, title) => {
    expect(titles({})).not.toContain(title);
    expect(titles(overrides)).toContain(title);
  });

  it('are never pods, Secrets or ConfigMaps', () => {
    for (const title of titles({})) {
      expect(title).not.toMatch(/^(Pod|Secret|ConfigMap|ReplicaSet) /);
    }
  });
});
