import { lookupOf, parseObject, type MeshKind } from '../kubernetes';
import { DEFAULT_MESH_SETTINGS } from '../model';
import { gatewayOptions } from './gatewayOptions';
import { namespaceOptions } from './namespaceOptions';

function cluster(
  objects: { kind: MeshKind; metadata: { name: string }; spec?: object }[],
) {
  return lookupOf(
    objects.map(({ kind, metadata, ...rest }) =>
      parseObject(kind, {
        kind,
        ...rest,
        metadata: { uid: '1', resourceVersion: '1', ...metadata },
      }),
    ),
  );
}

function namespace(name: string, metadata: object = {}) {
  return { kind: 'Namespace' as const, metadata: { name, ...metadata } };
}

describe('the choices of a new service', () => {
  it('are namespaces, with what Istio does there and whose they are', () => {
    expect(
      namespaceOptions(
        cluster([
          namespace('shop', {
            labels: { 'istio-injection': 'enabled' },
            annotations: { 'meshway.dev/owner': 'group:default/shop-team' },
          }),
          namespace('calm', {
            labels: { 'istio.io/dataplane-mode': 'ambient' },
          }),
          namespace('off', { labels: { 'istio-injection': 'disabled' } }),
          namespace('bare'),
          namespace('kube-system'),
          namespace('mesh-policies'),
        ]),
        { ...DEFAULT_MESH_SETTINGS, rootNamespace: 'mesh-policies' },
      ),
    ).toEqual([
      { name: 'bare', dataPlane: 'none' },
      {
        name: 'calm',
        dataPlane: 'ambient',
        by: 'istio.io/dataplane-mode=ambient',
      },
      { name: 'kube-system', dataPlane: 'none', system: true },
      { name: 'mesh-policies', dataPlane: 'none', system: true },
      { name: 'off', dataPlane: 'none', by: 'istio-injection=disabled' },
      {
        name: 'shop',
        dataPlane: 'sidecar',
        by: 'istio-injection=enabled',
        owner: 'group:default/shop-team',
      },
    ]);
  });

  it('are Gateways, with the hosts that somebody has taken', () => {
    const gateway = {
      kind: 'Gateway' as const,
      metadata: { namespace: 'edge', name: 'public' },
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: [
          {
            hosts: ['*.example.com'],
            port: { number: 443, name: 'https', protocol: 'HTTPS' },
            tls: { mode: 'SIMPLE', credentialName: 'example' },
          },
          {
            hosts: ['*.example.com'],
            port: { number: 80, name: 'http', protocol: 'HTTP' },
            tls: { httpsRedirect: true },
          },
          { hosts: ['*.example.net'] },
          {
            hosts: ['pay.example.com'],
            port: { number: 8443, name: 'pass', protocol: 'HTTPS' },
            tls: { mode: 'PASSTHROUGH' },
          },
        ],
      },
    };
    const routes = (name: string, hosts: string[], gateways: string[]) => ({
      kind: 'VirtualService' as const,
      metadata: { namespace: 'shop', name },
      spec: { hosts, gateways },
    });
    expect(
      gatewayOptions(
        cluster([
          gateway,
          routes('cart', ['cart.example.com'], ['edge/public', 'mesh']),
          routes('other', ['other.example.com'], ['edge/internal']),
          routes('abroad', ['shop.example.org'], ['edge/public']),
        ]),
        DEFAULT_MESH_SETTINGS,
      ),
    ).toEqual([
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
            hosts: ['*.example.com'],
            port: 80,
            protocol: 'HTTP',
            tls: false,
            servesHttp: true,
          },
          {
            hosts: ['pay.example.com'],
            port: 8443,
            protocol: 'HTTPS',
            tls: true,
            servesHttp: false,
          },
        ],
        takenHosts: [{ host: 'cart.example.com', virtualService: 'shop/cart' }],
      },
    ]);
  });
});
