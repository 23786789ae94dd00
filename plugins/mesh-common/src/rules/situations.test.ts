import { DEFAULT_MESH_SETTINGS } from '../model';
import { findServiceObjects } from '../service';
import { clusterOf } from './__testUtils__/clusterOf';
import { exampleOf, yamlObjects } from './__testUtils__/yamlObjects';
import { checkConfig, checkService } from './checkConfig';

/** Objects in YAML, changed at will. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever a file can hold
type Raw = any;
type Change = (the: (kind: string, name?: string) => Raw) => void;

function changed(code: string, change: Change, more = '') {
  const files = [...exampleOf(code, 'silent'), ...yamlObjects(more, 'more')];
  change((kind, name) => {
    const found = files.find(
      one => one.kind === kind && (name === undefined || one.name === name),
    );
    return found?.raw;
  });
  return files;
}

const said = (findings: { code: string; message: string }[]) =>
  findings.map(({ code, message }) => `${code} ${message}`);

describe('rules in one more situation', () => {
  const wrong: [string, string, Change, string[], string?][] = [
    [
      'a mirror leads nowhere',
      'MSH201',
      the => {
        const [, primary] = the('VirtualService').spec.http;
        primary.mirror = { host: 'order' };
      },
      [
        'MSH201 Route "primary" leads to "order", and there is no such Service.',
      ],
    ],
    [
      'two routes of tls take the same hosts',
      'MSH206',
      the => {
        const route = [{ destination: { host: 'orders' } }];
        const match = [{ port: 443, sniHosts: ['a.example.com'] }];
        the('VirtualService').spec.tls = [
          { match, route },
          {
            match: [...match, { port: 443, sniHosts: ['b.example.com'] }],
            route,
          },
          { match, route },
        ];
      },
      [
        'MSH206 Route 3 is never reached: Route 1 stands before it and takes its requests.',
      ],
    ],
    [
      'the Gateway keeps a host for another namespace',
      'MSH208',
      the => {
        the('Gateway').spec.servers[0].hosts = ['carts/shop.example.com'];
      },
      [
        'MSH208 Its hosts are "shop.example.com"; Gateway "orders" serves none for it.',
      ],
    ],
    [
      'a subset is twice in one DestinationRule',
      'MSH212',
      the => {
        const { subsets } = the('DestinationRule', 'orders').spec;
        subsets.push({ name: 'v1', labels: { version: 'v2' } });
      },
      ['MSH212 Subset "v1" of "orders" is twice in it.'],
    ],
    [
      'the secret is beside the Gateway, whose pods are elsewhere',
      'MSH215',
      the => {
        the('Gateway').spec.selector = { istio: 'ingress' };
      },
      [
        'MSH215 Its certificate "orders-example-com" stands in namespace "shop"; its pods run in another one.',
        'MSH224 No pod has istio=ingress.',
      ],
    ],
    [
      'routes that only their own namespace sees, where no gateway runs',
      'MSH208',
      the => {
        the('VirtualService').spec.exportTo = ['.'];
      },
      ['MSH218 It is exported to "."; the gateway runs in another namespace.'],
    ],
    [
      'the canary Service is not among the destinations',
      'MSH303',
      the => {
        the('VirtualService').spec.http[0].route = [
          { destination: { host: 'orders.shop.svc.cluster.local' } },
        ];
      },
      [
        'MSH303 Route "primary" leads to "orders"; Rollout "orders" wants "orders" and "orders-canary".',
      ],
    ],
    [
      'a pod template with a label that its selector wants otherwise',
      'MSH305',
      the => {
        the('Rollout').spec.selector = {};
      },
      ['MSH305 Its selector wants any label, which its pods do not have.'],
    ],
    [
      'a step mirrors by a route that is not managed',
      'MSH307',
      the => {
        the('Rollout').spec.strategy.canary.steps.push({
          setMirrorRoute: { name: 'shadow', percentage: 10 },
        });
      },
      ['MSH307 Step 4 sets route "shadow", which managedRoutes does not have.'],
    ],
    [
      'Istio routing without a VirtualService',
      'MSH310',
      the => {
        const { istio } = the('Rollout').spec.strategy.canary.trafficRouting;
        istio.virtualServices = [];
      },
      ['MSH310 It names no VirtualService.'],
    ],
    [
      'blue-green without an active Service, and with a preview that is none',
      'MSH314',
      the => {
        the('Rollout').spec.strategy.blueGreen = { previewService: 'next' };
      },
      [
        'MSH312 It names no activeService.',
        'MSH312 It names Service "next", and there is none.',
      ],
    ],
    [
      'dynamicStableScale without traffic routing',
      'MSH313',
      the => {
        the('Rollout').spec.strategy.canary = { dynamicStableScale: true };
      },
      [
        // Nobody writes the hash into its subsets any more.
        'MSH223 Subsets "stable" and "canary" both take app=orders.',
        'MSH313 It sets dynamicStableScale without trafficRouting.',
      ],
    ],
    [
      'no strategy at all',
      'MSH314',
      the => {
        the('Rollout').spec.strategy = {};
      },
      ['MSH314 It has neither canary nor blueGreen.'],
    ],
    [
      'a subset of the Rollout by its version',
      'MSH316',
      the => {
        the('DestinationRule').spec.subsets[1].labels = { version: '1.0.0' };
      },
      [
        'MSH316 Subset "canary" wants version=1.0.0, which the next release of Rollout "orders" may change.',
      ],
    ],
    [
      'a port without a name',
      'MSH317',
      the => {
        the('Service').spec.ports = [{ port: 80, targetPort: 8080 }];
      },
      ['MSH317 Its port 80 has no name.'],
    ],
    [
      'all containers of a pod as user 1337',
      'MSH320',
      the => {
        the('Deployment').spec.template.spec.securityContext = {
          runAsUser: 1337,
        };
      },
      ['MSH320 Its pods run as user 1337.'],
    ],
    [
      'plain text to one port of one subset',
      'MSH501',
      the => {
        the('DestinationRule').spec.subsets = [
          {
            name: 'v1',
            labels: { version: 'v1' },
            trafficPolicy: {
              portLevelSettings: [
                { port: { number: 80 }, tls: { mode: 'SIMPLE' } },
              ],
            },
          },
        ];
      },
      [
        'MSH501 Clients call "orders", subset "v1" with SIMPLE; its pods take STRICT mutual TLS alone.',
      ],
    ],
    [
      'a tls block of a port without mode',
      'MSH503',
      the => {
        the('DestinationRule').spec.trafficPolicy.portLevelSettings = [
          { port: { number: 80 }, tls: { sni: 'orders' } },
        ];
      },
      ['MSH503 The tls of its trafficPolicy, port 80 has no mode.'],
    ],
    [
      'a condition on the namespace of the caller without mutual TLS',
      'MSH512',
      the => {
        the('PeerAuthentication').spec.mtls.mode = 'DISABLE';
        the('AuthorizationPolicy').spec.rules = [
          { when: [{ key: 'source.namespace', notValues: ['staging'] }] },
        ];
      },
      [
        'MSH512 It authorizes by source.namespace, and mutual TLS is off for its pods.',
      ],
    ],
    [
      'everybody but one is let in, plain text too',
      'MSH513',
      the => {
        the('PeerAuthentication').spec.mtls.mode = 'PERMISSIVE';
        const { spec } = the('AuthorizationPolicy');
        spec.action = 'ALLOW';
        spec.rules = [{ from: [{ source: { notNamespaces: ['staging'] } }] }];
      },
      [
        'MSH513 Its ALLOW is by notNamespaces, and its pods take plain text as well.',
      ],
    ],
    [
      'a label on the workload instead of its pods',
      'MSH602',
      the => {
        const { metadata, spec } = the('Deployment');
        delete spec.template.metadata.labels['sidecar.istio.io/inject'];
        metadata.labels = { 'sidecar.istio.io/inject': 'true' };
      },
      [
        'MSH602 It has sidecar.istio.io/inject among its own labels, and its pods do not have it.',
      ],
    ],
    [
      'a Rollout that takes its template from a Deployment of another app',
      'MSH324',
      the => {
        const { spec } = the('Rollout');
        delete spec.template;
        spec.workloadRef = { kind: 'Deployment', name: 'carts' };
      },
      ['MSH324 It is for "orders", which takes no pods of Rollout "orders".'],
      `
apiVersion: apps/v1
kind: Deployment
metadata: { name: carts, namespace: shop }
spec: { template: { metadata: { labels: { app: carts } } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec: { template: { metadata: { labels: { app: orders } } } }
`,
    ],
  ];
  it.each(wrong)('finds %s', (_, code, change, expected, more = '') => {
    expect(said(checkConfig(changed(code, change, more)))).toEqual(expected);
  });

  const right: [string, string, Change, string?][] = [
    [
      'a host that a ServiceEntry brings into the namespace',
      'MSH201',
      the => {
        the('ServiceEntry').spec.hosts = ['legacy.shop.svc.cluster.local'];
        the('VirtualService').spec.http[1].route[0].destination.host = 'legacy';
      },
    ],
    [
      'a Service of a namespace that is not among the files',
      'MSH201',
      the => {
        const [, primary] = the('VirtualService').spec.http;
        primary.route[0].destination.host = 'ledger.billing.svc.cluster.local';
      },
    ],
    [
      'two VirtualServices for one host that no namespace sees both',
      'MSH207',
      the => {
        the('VirtualService', 'orders').spec.exportTo = ['.'];
        const { spec } = the('VirtualService', 'orders-outside');
        spec.exportTo = ['istio-ingress', 'billing'];
        spec.hosts = ['orders.example.com', 'orders'];
        spec.gateways = ['orders', 'mesh'];
      },
    ],
    [
      'a Gateway that serves every host of its own namespace',
      'MSH208',
      the => {
        the('Gateway').spec.servers[0].hosts = ['./*'];
        the('VirtualService').spec.hosts = ['*.example.com'];
      },
    ],
    [
      'what controllers call their ports elsewhere',
      'MSH317',
      the => {
        the('Service').spec.ports = [
          { name: 'mysql-main', port: 3307, targetPort: 8080 },
          { name: 'mail', port: 25, targetPort: 8081 },
          { name: 'dns', port: 53, targetPort: 'dns', protocol: 'UDP' },
          {
            name: 'rpc',
            port: 82,
            targetPort: 8082,
            appProtocol: 'kubernetes.io/h2c',
          },
        ];
        the('Deployment').spec.template.spec.containers[0].ports = [
          { containerPort: 8080 },
          { containerPort: 8081 },
          { containerPort: 8082 },
          { name: 'dns', containerPort: 53 },
        ];
      },
    ],
    [
      'plain text to pods that take both',
      'MSH501',
      the => {
        the('PeerAuthentication').spec.mtls.mode = 'PERMISSIVE';
        the('DestinationRule').spec.trafficPolicy.tls.mode = 'DISABLE';
      },
    ],
    [
      'a Gateway of its own namespace, with a dot for it',
      'MSH204',
      the => {
        the('VirtualService').spec.gateways = ['./orders'];
      },
    ],
    [
      'a Gateway by its full name',
      'MSH204',
      the => {
        the('VirtualService').spec.gateways = ['orders.shop.svc.cluster.local'];
      },
    ],
    [
      'plain text to the one port that takes it',
      'MSH501',
      the => {
        the('DestinationRule').spec.trafficPolicy.tls.mode = 'DISABLE';
        const { spec } = the('PeerAuthentication');
        spec.selector = { matchLabels: { app: 'orders' } };
        spec.portLevelMtls = { 8080: { mode: 'PERMISSIVE' } };
        the('Service').spec.ports[0].targetPort = 'http';
      },
    ],
    [
      'plain text to the version that takes it, beside one that does not',
      'MSH501',
      the => {
        const { spec } = the('DestinationRule');
        delete spec.trafficPolicy;
        spec.subsets = [
          {
            name: 'v2',
            labels: { version: 'v2' },
            trafficPolicy: { tls: { mode: 'DISABLE' } },
          },
        ];
        the('PeerAuthentication').spec.selector = {
          matchLabels: { version: 'v1' },
        };
      },
      `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders-v2, namespace: shop }
spec: { template: { metadata: { labels: { app: orders, version: v2 } } } }
`,
    ],
    [
      'certificates of its own for pods that open them themselves',
      'MSH502',
      the => {
        the('PeerAuthentication').spec.mtls.mode = 'DISABLE';
        the('DestinationRule').spec.trafficPolicy = {
          tls: { mode: 'MUTUAL' },
        };
      },
    ],
    [
      'a port that takes plain text under STRICT, for callers from outside',
      'MSH505',
      the => {
        the('Service').spec.type = 'LoadBalancer';
        const { spec } = the('PeerAuthentication');
        spec.selector = { matchLabels: { app: 'orders' } };
        spec.portLevelMtls = { 8080: { mode: 'PERMISSIVE' } };
      },
    ],
    [
      'a policy for a waypoint instead of pods',
      'MSH508',
      the => {
        const { spec } = the('AuthorizationPolicy');
        delete spec.selector;
        spec.targetRefs = [{ kind: 'Service', name: 'orders' }];
      },
    ],
    [
      'injection that is off, whatever the revision',
      'MSH601',
      the => {
        the('Namespace').metadata.labels['istio-injection'] = 'disabled';
      },
    ],
    [
      'an empty field of a template',
      'MSH317',
      the => {
        the('Deployment').metadata.annotations = null;
        the('Service').metadata.labels = null;
      },
    ],
    [
      'kinds of other groups that are called the same',
      'MSH204',
      () => {},
      `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: orders-api, namespace: shop }
spec: { gatewayClassName: istio, servers: 7 }
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: carts, namespace: shop }
spec: { selector: 7 }
`,
    ],
  ];
  it.each(right)('is content with %s', (_, code, change, more = '') => {
    expect(said(checkConfig(changed(code, change, more)))).toEqual([]);
  });
});

describe('rules in a cluster', () => {
  const inCluster = (
    code: string,
    change: Change,
    mesh = DEFAULT_MESH_SETTINGS,
  ) => {
    const cluster = clusterOf(changed(code, change));
    const objects = findServiceObjects(cluster, 'shop', 'orders')!;
    return said(checkService(objects, mesh));
  };

  it('say that clients need a DestinationRule where auto mutual TLS is off', () => {
    expect(
      inCluster('MSH505', () => {}, {
        ...DEFAULT_MESH_SETTINGS,
        autoMtls: false,
      }),
    ).toEqual([
      'MSH501 Clients call "orders" with plain text; its pods take STRICT mutual TLS alone.',
    ]);
  });

  it.each(['./orders', 'orders.shop.svc.cluster.local'])(
    'find the Gateway %s',
    gateway => {
      expect(
        inCluster('MSH204', the => {
          the('VirtualService').spec.gateways = [gateway];
        }),
      ).toEqual([]);
    },
  );

  it('leave alone what the Rollouts controller writes while it runs', () => {
    expect(
      inCluster('MSH307', the => {
        const hash = (value: string) => ({
          'rollouts-pod-template-hash': value,
        });
        const [stable, canary] = the('DestinationRule').spec.subsets;
        Object.assign(stable.labels, hash('5d8c7'));
        Object.assign(canary.labels, hash('7f6b9'));
        const { http } = the('VirtualService').spec;
        http[0].route[0].weight = 80;
        http[0].route[1].weight = 10;
        http[0].route.push({
          destination: { host: 'orders-experiment' },
          weight: 10,
        });
        http.unshift({
          name: 'beta',
          match: [{ headers: { 'x-beta': { exact: 'true' } } }],
          route: [
            { destination: { host: 'orders', subset: 'canary' }, weight: 100 },
          ],
        });
      }),
    ).toEqual([]);
  });

  it('know labels that the Rollouts controller gives one version alone', () => {
    expect(
      inCluster('MSH307', the => {
        const { canary } = the('Rollout').spec.strategy;
        canary.canaryMetadata = { labels: { role: 'canary' } };
        canary.stableMetadata = { labels: { role: 'stable' } };
        const [first, second] = the('DestinationRule').spec.subsets;
        first.labels.role = 'stable';
        second.labels.role = 'canary';
      }),
    ).toEqual([]);
  });
});
