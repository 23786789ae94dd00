import {
  reviews,
  split,
  to,
  virtualService,
  type RawVirtualService,
} from './__fixtures__/reviews';
import { buildWeightedRoutesDelivery } from './buildWeightedRoutesDelivery';

const now = new Date('2026-11-21T12:00:00Z');

const buildFrom = (...raws: RawVirtualService[]) =>
  buildWeightedRoutesDelivery(reviews(raws), [], now);

describe('which route is moved', () => {
  const routeIn = (...raws: RawVirtualService[]) => {
    const { virtualService: vs, protocol, index } = buildFrom(...raws)!.route;
    return `${vs.name} ${protocol}/${index}`;
  };
  const jason = { headers: { 'end-user': { exact: 'jason' } } };
  const both = [to('v1', 90), to('v2', 10)];

  it('is none where every route has one destination', () => {
    // istio samples/bookinfo/networking/virtual-service-reviews-jason-v2-v3.yaml
    expect(
      buildFrom(
        virtualService({
          http: [{ match: [jason], route: [to('v2')] }, { route: [to('v3')] }],
        }),
      ),
    ).toBeUndefined();
  });

  it('is none where both destinations are the same', () => {
    expect(
      buildFrom(virtualService(split(to('v1', 50), to('v1', 50)))),
    ).toBeUndefined();
    expect(
      buildFrom(virtualService(split(to('v9', 50), to('v9', 50)))),
    ).toBeUndefined();
  });

  it('is none where one destination reaches the pods of the other too', () => {
    expect(
      buildFrom(
        virtualService({
          http: [
            {
              route: [
                { destination: { host: 'reviews' }, weight: 90 },
                to('v2', 10),
              ],
            },
          ],
        }),
      ),
    ).toBeUndefined();
  });

  it('is none where the other destination is a Service of somebody else', () => {
    expect(
      buildFrom(virtualService(split(to('v1', 90), to('other-service', 10)))),
    ).toBeUndefined();
    expect(
      buildFrom(
        virtualService({ http: [{ route: [to('v1', 90), { weight: 10 }] }] }),
      ),
    ).toBeUndefined();
  });

  it('is none while the VirtualService cannot be read', () => {
    const unreadable = virtualService({ http: 'all of it' });
    expect(buildFrom(unreadable)).toBeUndefined();
  });

  it('is the one that takes all requests, beside those that choose some', () => {
    expect(
      routeIn(
        virtualService({
          http: [{ match: [jason], route: both }, { route: both }],
        }),
      ),
    ).toBe('reviews http/1');
  });

  it.each([
    [{ uri: { prefix: '/' } }, 1],
    [{ uri: { prefix: '/' }, ignoreUriCase: true }, 1],
    [{ uri: { prefix: '/api' } }, 0],
    [{ uri: { exact: '/' } }, 0],
    [{ uri: { prefix: '/' }, port: 80 }, 0],
  ])('knows whether %j takes all requests', (match, index) => {
    expect(
      routeIn(
        virtualService({
          http: [
            { match: [jason], route: both },
            { match: [jason, match], route: both },
            { match: [], route: both },
          ],
        }),
      ),
    ).toBe(`reviews http/${index === 1 ? 1 : 2}`);
  });

  it('is never one behind a route that takes all requests', () => {
    expect(
      buildFrom(
        virtualService({ http: [{ route: [to('v1')] }, { route: both }] }),
      ),
    ).toBeUndefined();
  });

  it('is an http route before a tls route before a tcp route', () => {
    const http = [{ match: [jason], route: both }];
    const tls = [{ match: [{ sniHosts: ['a.example.com'] }], route: both }];
    const tcp = [{ route: both }];
    expect(routeIn(virtualService({ tcp, tls, http }))).toBe('reviews http/0');
    expect(routeIn(virtualService({ tcp, tls }))).toBe('reviews tls/0');
    expect(routeIn(virtualService({ tcp }))).toBe('reviews tcp/0');
  });

  it('is in the VirtualService that names its canary', () => {
    const other = virtualService(
      { http: [{ route: both }] },
      { name: 'other' },
    );
    const annotated = virtualService(
      { http: [{ match: [jason], route: both }] },
      { annotations: { 'meshway.dev/canary': 'v2' } },
    );
    expect(routeIn(other, annotated)).toBe('reviews http/0');
  });

  it('cannot be told where two are as good', () => {
    const one = { match: [{ uri: { prefix: '/a' } }], route: both };
    const other = { match: [{ uri: { prefix: '/b' } }], route: both };
    const { holds } = buildFrom(virtualService({ http: [one, other] }))!;
    expect(holds.map(({ code }) => code)).toEqual([
      'route-missing',
      'waits-for-decision',
    ]);
    expect(holds[0]).toEqual({
      code: 'route-missing',
      sentence:
        'VirtualService shop/reviews, route http/0 and VirtualService shop/reviews, route http/1 share out the traffic of this service alike: which one to move cannot be told.',
      mend: 'Share it out in one route, or put the annotation meshway.dev/canary on the VirtualService whose weights are moved.',
    });
  });

  it('names five of many that are as good', () => {
    const http = [...Array(7).keys()].map(i => ({
      match: [{ port: i + 1 }],
      route: both,
    }));
    const [hold] = buildFrom(virtualService({ http }))!.holds;
    expect(hold.sentence.match(/route http/g)).toHaveLength(5);
  });
});
