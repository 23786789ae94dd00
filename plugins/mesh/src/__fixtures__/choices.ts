import type {
  ClusterStatus,
  Finding,
  GatewayOption,
  NamespaceOption,
} from '@meshway/plugin-mesh-common';
import { live } from './views';

/** A cluster that is read. */
export function cluster(name: string): ClusterStatus {
  return {
    name,
    freshness: live(),
    kinds: [],
    metrics: live(),
    readOnly: false,
  };
}

/** Where a new service may live. */
export const namespaces: NamespaceOption[] = [
  {
    name: 'bookinfo',
    dataPlane: 'sidecar',
    by: 'istio-injection=enabled',
    owner: 'group:default/bookinfo-team',
  },
  {
    name: 'calm',
    dataPlane: 'ambient',
    by: 'istio.io/dataplane-mode=ambient',
    owner: 'group:default/shop-team',
  },
  { name: 'istio-system', dataPlane: 'none', system: true },
  { name: 'legacy', dataPlane: 'none' },
];

/** By which gateways it may be reached. */
export const gateways: GatewayOption[] = [
  {
    namespace: 'edge',
    name: 'public',
    selector: { istio: 'ingressgateway' },
    servers: [
      {
        hosts: ['*.example.com'],
        port: 443,
        protocol: 'HTTPS',
        tls: true,
        servesHttp: true,
      },
      {
        hosts: ['bookinfo/*.internal.example.com'],
        port: 80,
        protocol: 'HTTP',
        tls: false,
        servesHttp: true,
      },
      {
        hosts: ['*'],
        port: 31400,
        protocol: 'TCP',
        tls: false,
        servesHttp: false,
      },
    ],
    takenHosts: [
      { host: 'productpage.example.com', virtualService: 'bookinfo/web' },
      { host: '*.eu.example.com', virtualService: 'shop/eu' },
    ],
  },
];

/** What is wrong with the files of a template. */
export const previewFindings: Finding[] = [
  {
    code: 'MSH601',
    severity: 'warning',
    object: 'Service orders, service.yaml',
    message: 'Its port has no name.',
    mend: 'Name the port http.',
    docs: 'https://example.com/rules#msh601',
  },
  {
    code: 'MSH204',
    severity: 'error',
    object: 'VirtualService orders, virtualservice.yaml',
    message: 'There is no Gateway `edge/nowhere`.',
    mend: 'Name the Gateway edge/public.',
    docs: 'https://example.com/rules#msh204',
  },
];
