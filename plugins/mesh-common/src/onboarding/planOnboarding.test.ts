import { parse } from 'yaml';
import type { OnboardingPlan, OnboardingRequest } from '../model';
import { checkService } from '../rules';
import { findServiceObjects } from '../service';
import { LegacyCluster } from './__testUtils__/LegacyCluster';
import { planOnboarding } from './planOnboarding';

const REQUEST: OnboardingRequest = {
  namespace: 'warehouse',
  service: 'stock',
  entityRef: 'component:default/stock',
  owner: 'group:default/shop-team',
  injection: 'namespace',
  resilience: 'standard',
  circuitBreaker: true,
};

function planFor(
  cluster: LegacyCluster,
  request: Partial<OnboardingRequest> = {},
): OnboardingPlan {
  return planOnboarding(cluster.lookup(), { ...REQUEST, ...request });
}

function objectsOf({ files }: OnboardingPlan) {
  return Object.fromEntries(
    files.map(({ path, content }) => [path, parse(content)]),
  );
}

const NO_LABELS = {
  path: ['spec', 'template', 'metadata', 'labels'],
};

describe('a service that nobody thought of a mesh for', () => {
  it('gets what it lacks, policies first, and the change that makes its pods anew last', () => {
    const plan = planFor(new LegacyCluster());
    expect(plan.problems).toEqual([]);
    expect(plan.already).toEqual([]);
    expect(objectsOf(plan)).toEqual({
      'peer-authentication.yaml': {
        apiVersion: 'security.istio.io/v1',
        kind: 'PeerAuthentication',
        metadata: { name: 'stock', namespace: 'warehouse' },
        spec: {
          selector: { matchLabels: { app: 'stock' } },
          mtls: { mode: 'PERMISSIVE' },
        },
      },
      'destination-rule.yaml': expect.objectContaining({
        kind: 'DestinationRule',
        spec: {
          host: 'stock',
          trafficPolicy: {
            connectionPool: {
              tcp: { maxConnections: 1024, connectTimeout: '2s' },
              http: { http1MaxPendingRequests: 256, http2MaxRequests: 1024 },
            },
            outlierDetection: {
              consecutive5xxErrors: 5,
              interval: '10s',
              baseEjectionTime: '30s',
              maxEjectionPercent: 50,
            },
          },
        },
      }),
      'virtual-service.yaml': expect.objectContaining({
        kind: 'VirtualService',
        spec: {
          hosts: ['stock'],
          http: [
            {
              name: 'primary',
              timeout: '10s',
              retries: {
                attempts: 2,
                perTryTimeout: '5s',
                retryOn: 'connect-failure,refused-stream',
              },
              route: [{ destination: { host: 'stock' } }],
            },
          ],
        },
      }),
      'service.yaml': {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'stock', namespace: 'warehouse' },
        spec: { ports: [{ port: 8080, protocol: 'TCP', appProtocol: 'http' }] },
      },
      'namespace.yaml': {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'warehouse',
          labels: { 'istio-injection': 'enabled' },
        },
      },
      'deployment-stock.yaml': {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {
          name: 'stock',
          namespace: 'warehouse',
          annotations: { 'meshway.dev/entity': 'component:default/stock' },
        },
        spec: {
          template: {
            metadata: {
              labels: {
                'sidecar.istio.io/inject': 'true',
                'app.kubernetes.io/version': '2.7.3',
              },
            },
          },
        },
      },
      'kustomization.yaml': {
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        sortOptions: { order: 'fifo' },
        resources: [
          'peer-authentication.yaml',
          'destination-rule.yaml',
          'virtual-service.yaml',
          'service.yaml',
          'namespace.yaml',
          'deployment-stock.yaml',
        ],
      },
    });
  });

  it('says what each file does, how to apply them, and when to go STRICT', () => {
    expect(planFor(new LegacyCluster()).steps).toMatchSnapshot();
  });

  it('leaves the rest of the namespace alone, if only its own pods are meant', () => {
    const plan = planFor(new LegacyCluster(), {
      injection: 'pods',
      revision: 'stable',
    });
    expect(objectsOf(plan)).not.toHaveProperty(['namespace.yaml']);
    expect(objectsOf(plan)['deployment-stock.yaml']).toHaveProperty(
      NO_LABELS.path,
      {
        'sidecar.istio.io/inject': 'true',
        'istio.io/rev': 'stable',
        'app.kubernetes.io/version': '2.7.3',
      },
    );
  });

  it.each(['namespace', 'pods'] as const)(
    'lacks nothing any more once the plan by %s is carried out',
    injection => {
      const cluster = new LegacyCluster();
      cluster.apply(planFor(cluster, { injection }).files).pods(3);
      const again = planFor(cluster, { injection });
      expect([again.problems, again.files]).toEqual([[], []]);
      expect(again.steps[0]).toBe('Nothing is missing: no file is proposed.');
      expect(again.already).toEqual([
        'Encryption: PeerAuthentication warehouse/stock decides about it (PERMISSIVE).',
        'Circuit breaker: DestinationRule warehouse/stock sets how clients call it. A second one for the same host would not count.',
        'Timeouts and retries: VirtualService warehouse/stock leads callers to it. Write them into its routes.',
        'Sidecars: All 3 pods have a native sidecar.',
        'Who may decide: meshway.dev/entity on Deployment warehouse/stock says it.',
      ]);
    },
  );

  it('breaks no rule on the way, nor afterwards', () => {
    const cluster = new LegacyCluster();
    cluster.apply(planFor(cluster).files);
    const findings = [1, 3].map(sidecars =>
      checkService(
        findServiceObjects(
          cluster.pods(sidecars).lookup(),
          'warehouse',
          'stock',
        )!,
      ).map(({ code, severity }) => `${code} ${severity}`),
    );
    // Pods that still wait for their proxy are said, until there is none.
    expect(findings).toEqual([['MSH603 error', 'MSH603 error'], []]);
  });

  it('gets neither routes nor limits that nobody asked for', () => {
    const plan = planFor(new LegacyCluster(), {
      resilience: 'none',
      circuitBreaker: false,
      entityRef: undefined,
    });
    expect(Object.keys(objectsOf(plan))).toEqual([
      'peer-authentication.yaml',
      'service.yaml',
      'namespace.yaml',
      'deployment-stock.yaml',
      'kustomization.yaml',
    ]);
    expect(objectsOf(plan)['deployment-stock.yaml'].metadata).toEqual({
      name: 'stock',
      namespace: 'warehouse',
    });
  });

  it('is told what the cluster hides', () => {
    const { steps } = planOnboarding(
      new LegacyCluster().lookup(),
      REQUEST,
      undefined,
      [{ kind: 'DestinationRule', reason: 'DestinationRules are hidden.' }],
    );
    expect(steps[0]).toBe(
      'Look before you apply: DestinationRules are hidden. The plan knows nothing of it.',
    );
  });
});

describe('what is there already', () => {
  it('asks for sidecars that pods do not have yet: they are made anew', () => {
    const cluster = new LegacyCluster()
      .change('Namespace', 'warehouse', raw => {
        raw.metadata.labels = { 'istio-injection': 'enabled' };
      })
      .change('Deployment', 'stock', raw => {
        Object.assign(raw.spec.template.metadata.labels, {
          'sidecar.istio.io/inject': 'true',
          version: 'v1',
        });
      });
    const plan = planFor(cluster);
    expect(plan.already).toContain(
      'The question for sidecars: namespace label istio-injection=enabled asks for one. Pods that are older than it have to be made anew.',
    );
    const objects = objectsOf(plan);
    expect(objects).not.toHaveProperty(['namespace.yaml']);
    expect(objects['deployment-stock.yaml'].spec.template.metadata).toEqual({
      annotations: { 'meshway.dev/in-mesh': 'true' },
    });
  });

  it('is ambient mode: its pods stay as they are', () => {
    const cluster = new LegacyCluster().change(
      'Namespace',
      'warehouse',
      raw => {
        raw.metadata.labels = { 'istio.io/dataplane-mode': 'ambient' };
      },
    );
    const plan = planFor(cluster);
    expect(plan.already[0]).toMatch(/^Ambient mode: namespace label/);
    expect(objectsOf(plan)['deployment-stock.yaml']).not.toHaveProperty('spec');
  });

  it('is STRICT of the whole mesh: the service is let out of it at first', () => {
    const cluster = new LegacyCluster().add(`
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: istio-system }
spec: { mtls: { mode: STRICT } }
`);
    const [file] = planFor(cluster).files;
    expect(file.content).toContain('mode: PERMISSIVE');
    expect(file.content.replace(/\n# /g, ' ')).toContain(
      'although PeerAuthentication istio-system/default says STRICT for others',
    );
  });

  it('has the name that a policy of it would get: another one is taken', () => {
    const cluster = new LegacyCluster().add(`
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: stock, namespace: warehouse }
spec: { selector: { matchLabels: { app: other } }, mtls: { mode: STRICT } }
`);
    expect(
      objectsOf(planFor(cluster))['peer-authentication.yaml'].metadata.name,
    ).toBe('stock-mesh');
  });

  it('selects pods by the label that would be added: it is not added', () => {
    const cluster = new LegacyCluster().add(`
apiVersion: v1
kind: Service
metadata: { name: news, namespace: warehouse }
spec: { selector: { app.kubernetes.io/version: 2.7.3 }, ports: [{ name: http, port: 80 }] }
`);
    const plan = planFor(cluster);
    expect(plan.already).toEqual([
      'Pod labels: Deployment stock gets no app.kubernetes.io/version, because Service news selects by it and would take its pods.',
    ]);
    expect(objectsOf(plan)['deployment-stock.yaml']).toHaveProperty(
      NO_LABELS.path,
      { 'sidecar.istio.io/inject': 'true' },
    );
  });

  it('names another entity: that is left to people', () => {
    const cluster = new LegacyCluster().change('Deployment', 'stock', raw => {
      raw.metadata.annotations = {
        'meshway.dev/entity': 'component:default/other',
      };
    });
    const plan = planFor(cluster);
    expect(plan.already).toEqual([
      'Who may decide: Deployment stock names another entity, component:default/other. Change meshway.dev/entity by hand, if that is no longer so.',
    ]);
    expect(
      objectsOf(plan)['deployment-stock.yaml'].metadata,
    ).not.toHaveProperty('annotations');
  });

  it('is a Service with several ports: only requests are routed, by port', () => {
    const cluster = new LegacyCluster().change('Service', 'stock', raw => {
      raw.spec.ports.push(
        { name: 'grpc-admin', port: 9090 },
        { name: 'tcp-sync', port: 7000 },
      );
    });
    expect(
      objectsOf(planFor(cluster))['virtual-service.yaml'].spec.http,
    ).toMatchObject([
      {
        match: [{ port: 8080 }],
        route: [{ destination: { port: { number: 8080 } } }],
      },
      {
        match: [{ port: 9090 }],
        route: [{ destination: { port: { number: 9090 } } }],
      },
    ]);
  });

  it('is a Rollout that borrows its template: each object gets its own part', () => {
    const cluster = new LegacyCluster().add(`
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: stock, namespace: warehouse }
spec:
  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: stock }
  selector: { matchLabels: { app: stock } }
  strategy: { canary: {} }
`);
    const plan = planFor(cluster);
    const objects = objectsOf(plan);
    expect(objects['rollout-stock.yaml']).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: {
        name: 'stock',
        namespace: 'warehouse',
        annotations: { 'meshway.dev/entity': 'component:default/stock' },
      },
    });
    expect(objects['deployment-stock.yaml']).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'stock', namespace: 'warehouse' },
      spec: {
        template: {
          metadata: { labels: { 'sidecar.istio.io/inject': 'true' } },
        },
      },
    });
  });
});

describe('what stands in the way', () => {
  const cases: [
    string,
    (cluster: LegacyCluster) => LegacyCluster,
    string,
    Partial<OnboardingRequest>?,
  ][] = [
    [
      'there is no such Service',
      cluster => cluster.remove('Service', 'stock'),
      'There is no Service warehouse/stock in this cluster. Write the name of a Service, not of its Deployment.',
    ],
    [
      'it selects nothing',
      cluster =>
        cluster.change('Service', 'stock', raw => delete raw.spec.selector),
      'Service warehouse/stock selects no pods, so nothing of it can get a proxy. For hosts outside the cluster write a ServiceEntry instead.',
    ],
    [
      'nothing makes pods for it',
      cluster => cluster.remove('Deployment', 'stock'),
      'No Deployment, StatefulSet or Rollout makes pods for Service warehouse/stock. Look at its selector; pods of other kinds have to be labelled by hand.',
    ],
    [
      'its pods use the network of their node',
      cluster => cluster.pods(0, { hostNetwork: true }),
      'Its pods use the network of their node (hostNetwork), where no sidecar can stand in front of them. Take that out of the pod template first.',
    ],
    [
      'its namespace is kept out',
      cluster =>
        cluster.change('Namespace', 'warehouse', raw => {
          raw.metadata.labels = { 'istio-injection': 'disabled' };
        }),
      'Namespace warehouse has the label istio-injection=disabled: no pod of it gets a sidecar, whatever the pod says. Remove the label first.',
    ],
    [
      'its pods are kept out',
      cluster =>
        cluster.change('Deployment', 'stock', raw => {
          raw.spec.template.metadata.labels['sidecar.istio.io/inject'] =
            'false';
        }),
      'Deployment stock says sidecar.istio.io/inject=false in its pod template. Remove that first, if its pods are no longer meant to stay out of the mesh.',
    ],
    [
      'it runs as the user of the proxy',
      cluster =>
        cluster.change('Deployment', 'stock', raw => {
          raw.spec.template.spec.securityContext = { runAsUser: 1337 };
        }),
      'Deployment warehouse/stock: Its pods run as user 1337. User 1337 is the proxy: what runs as it goes around the proxy, unencrypted and unseen. Choose another runAsUser.',
    ],
    [
      'nothing tells what a port speaks',
      cluster =>
        cluster.change('Deployment', 'stock', raw => {
          delete raw.spec.template.spec.containers[0].ports;
        }),
      'Port 8080 of the Service is called "api", which does not tell Istio what it speaks, and neither do the pods. Say which protocol it is.',
    ],
    [
      'its own policy is STRICT before it has a proxy',
      cluster =>
        cluster.add(`
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: mine, namespace: warehouse }
spec: { selector: { matchLabels: { app: stock } }, mtls: { mode: STRICT } }
`),
      'PeerAuthentication warehouse/mine asks for STRICT of these pods. As long as they have no proxy nobody holds to it; with one they refuse every caller outside the mesh at once. Set it to PERMISSIVE first.',
    ],
    [
      'the entity is none',
      cluster => cluster,
      '"component:" is no entity. Write one such as component:default/orders.',
      { entityRef: 'component:' },
    ],
  ];

  it.each(cases)('%s', (...[, change, problem, request]) => {
    const plan = planFor(change(new LegacyCluster()), request);
    expect(plan.problems).toEqual([problem]);
    expect([plan.files, plan.steps]).toEqual([[], []]);
  });

  it('no longer, once it is said what the port speaks', () => {
    const cluster = new LegacyCluster().change('Deployment', 'stock', raw => {
      delete raw.spec.template.spec.containers[0].ports;
    });
    const plan = planFor(cluster, { protocol: 'tcp' });
    expect(plan.problems).toEqual([]);
    expect(plan.already).toEqual([
      'Timeouts and retries: none of its ports speaks HTTP or gRPC, so there are no requests to time.',
    ]);
  });
});
