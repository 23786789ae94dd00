import type { GatewayOption } from '../model';
import { hostOnGateway, hostOnProxies, proposedHosts } from './hostOnGateway';

function server(
  hosts: string[],
  parts: Partial<GatewayOption['servers'][number]> = {},
): GatewayOption['servers'][number] {
  return {
    hosts,
    port: 443,
    protocol: 'HTTPS',
    tls: true,
    servesHttp: true,
    ...parts,
  };
}

function gateway(
  servers: GatewayOption['servers'],
  takenHosts: GatewayOption['takenHosts'] = [],
): GatewayOption {
  return {
    namespace: 'edge',
    name: 'public',
    selector: { istio: 'ingressgateway' },
    servers,
    takenHosts,
  };
}

describe('a host on a Gateway', () => {
  it.each([
    ['*.example.com', 'cart.example.com', 'shop', true],
    ['*.example.com', 'eu.cart.example.com', 'shop', true],
    ['*.Example.com', 'CART.example.com', 'shop', true],
    ['*.example.com', 'example.com', 'shop', false],
    ['*.example.com', 'cart.example.org', 'shop', false],
    ['*', 'cart.example.org', 'shop', true],
    ['cart.example.com', 'cart.example.com', 'shop', true],
    ['shop/*.example.com', 'cart.example.com', 'shop', true],
    ['shop/*.example.com', 'cart.example.com', 'web', false],
    ['*/*.example.com', 'cart.example.com', 'web', true],
    ['./*.example.com', 'cart.example.com', 'shop', false],
    ['./*.example.com', 'cart.example.com', 'edge', true],
  ])('%s serves %s of namespace %s: %s', (served, host, namespace, fits) => {
    const { servers } = hostOnGateway(
      gateway([server([served])]),
      host,
      namespace,
    );
    expect(servers).toHaveLength(fits ? 1 : 0);
  });

  it('is not served by a port that follows no HTTP routes', () => {
    const passthrough = server(['*.example.com'], { servesHttp: false });
    expect(
      hostOnGateway(gateway([passthrough]), 'cart.example.com', 'shop').servers,
    ).toEqual([]);
  });

  it('is taken by a VirtualService for the very host, not by one for a wildcard', () => {
    const taken = gateway(
      [server(['*.example.com'])],
      [
        { host: '*.example.com', virtualService: 'web/all' },
        { host: '*.eu.example.com', virtualService: 'web/eu' },
        { host: 'Cart.example.com', virtualService: 'shop/cart' },
      ],
    );
    expect(hostOnGateway(taken, 'cart.example.com', 'shop')).toMatchObject({
      takenBy: 'shop/cart',
    });
    const free = hostOnGateway(taken, 'pay.eu.example.com', 'shop');
    expect(free.takenBy).toBeUndefined();
    expect(free.insteadOf).toEqual({
      host: '*.eu.example.com',
      virtualService: 'web/eu',
    });
  });
});

describe('the hosts that are proposed', () => {
  it('are the name of the service below each wildcard, encrypted ones first, then full names', () => {
    const some = gateway([
      server(['*.plain.example.com', 'www.example.com'], { tls: false }),
      server(['*.example.com', '*', 'other/*.example.org']),
      server(['*.tcp.example.com'], { servesHttp: false }),
    ]);
    expect(proposedHosts(some, 'cart', 'shop')).toEqual([
      'cart.example.com',
      'cart.plain.example.com',
      'www.example.com',
    ]);
  });

  it('leave out those that somebody has taken', () => {
    const some = gateway(
      [server(['*.example.com', '*.example.net'])],
      [{ host: 'cart.example.com', virtualService: 'shop/cart' }],
    );
    expect(proposedHosts(some, 'cart', 'shop')).toEqual(['cart.example.net']);
    expect(proposedHosts(some, '', 'shop')).toEqual([]);
  });
});

describe('a host on the proxies of a new Gateway', () => {
  const gateways = [
    gateway([], [{ host: 'Cart.example.com', virtualService: 'shop/cart' }]),
    {
      ...gateway([], [{ host: '*.example.org', virtualService: 'web/all' }]),
      selector: { app: 'istio-ingressgateway' },
    },
    {
      ...gateway([], [{ host: 'pay.example.com', virtualService: 'pay/pay' }]),
      selector: { istio: 'internal-gateway' },
    },
  ];
  const ingress = { istio: 'ingressgateway' };

  it('is taken by a VirtualService of any Gateway that the same proxies may serve', () => {
    expect(hostOnProxies(gateways, ingress, 'CART.example.com')).toEqual({
      takenBy: 'shop/cart',
    });
    expect(hostOnProxies(gateways, ingress, 'cart.example.org')).toEqual({
      insteadOf: { host: '*.example.org', virtualService: 'web/all' },
    });
    expect(hostOnProxies(gateways, {}, 'pay.example.com')).toEqual({
      takenBy: 'pay/pay',
    });
  });

  it('is free when only other proxies serve it', () => {
    expect(hostOnProxies(gateways, ingress, 'pay.example.com')).toEqual({});
  });
});
