import {
  reviews,
  to,
  virtualService,
  type RawVirtualService,
} from './__fixtures__/reviews';
import { buildWeightedRoutesDelivery } from './buildWeightedRoutesDelivery';

const now = new Date('2026-11-21T12:00:00Z');

const buildFrom = (...raws: RawVirtualService[]) =>
  buildWeightedRoutesDelivery(reviews(raws), [], now);

describe('requests that other routes take', () => {
  const matchedIn = (http: object[]) =>
    buildFrom(virtualService({ http }))!.matched;
  const shared = { route: [to('v1', 90), to('v2', 10)] };

  it('says who goes where without being shared out', () => {
    expect(
      matchedIn([
        {
          match: [{ headers: { 'end-user': { exact: 'jason' } } }],
          route: [to('v2')],
        },
        {
          match: [
            { uri: { prefix: '/api' }, method: { exact: 'GET' } },
            { uri: { regex: '/v[0-9]+' }, queryParams: { beta: {} } },
          ],
          route: [to('v1', 50), to('v2', 50), to('v3', 0)],
        },
        { match: [{ port: 8080 }], redirect: { uri: '/' } },
        { match: [{ port: 8081 }], route: [to('v1', 0), to('v3', 0)] },
        shared,
        { match: [{ port: 1 }], route: [to('v1')] },
      ]),
    ).toEqual([
      'Requests whose header end-user is jason go to reviews:v2.',
      'Requests whose path begins with /api and method is GET, or whose path matches /v[0-9]+ and parameter beta is there go to reviews:v1 and reviews:v2.',
      'Requests whose port is 8080 go to no destination.',
      'Requests whose port is 8081 go to no destination.',
    ]);
  });

  it('says what goes on behind a route that chooses', () => {
    expect(
      matchedIn([
        { ...shared, match: [{ sourceLabels: { app: 'web', tier: 'front' } }] },
        { route: [to('v3')] },
      ]),
    ).toEqual(['All other requests go to reviews:v3.']);
  });

  it.each([
    [{ scheme: { exact: 'https' } }, 'scheme is https'],
    [{ authority: { prefix: 'www.' } }, 'authority begins with www.'],
    [
      { headers: { a: {}, b: { regex: 'x+' } } },
      'header a is there and header b matches x+',
    ],
    [
      { withoutHeaders: { a: {}, b: { exact: 'x' } } },
      'header a is absent and header b is not x',
    ],
    [
      { withoutHeaders: { a: { prefix: 'x' }, b: { regex: 'y' } } },
      'header a does not begin with x and header b does not match y',
    ],
    [
      { gateways: ['mesh', 'istio-system/public'] },
      'gateway is mesh or istio-system/public',
    ],
    [
      { sourceLabels: { app: 'web', tier: 'front' } },
      'sender is app=web or tier=front',
    ],
    [{ sourceNamespace: 'shop' }, 'namespace is shop'],
    [{ sniHosts: ['a.example.com'] }, 'SNI is a.example.com'],
    [{ destinationSubnets: ['10.0.0.0/8'] }, 'address is 10.0.0.0/8'],
  ])('puts %j into words', (match, words) => {
    expect(matchedIn([{ match: [match], route: [to('v2')] }, shared])).toEqual([
      `Requests whose ${words} go to reviews:v2.`,
    ]);
  });

  it('speaks of connections where there are no requests', () => {
    expect(
      buildFrom(
        virtualService({
          tcp: [{ match: [{ port: 9001 }], route: [to('v2')] }, shared],
        }),
      )!.matched,
    ).toEqual(['Connections whose port is 9001 go to reviews:v2.']);
  });

  it('says no more than fits', () => {
    const match = [{ uri: { prefix: `/${'x'.repeat(400)}` } }];
    const sentences = matchedIn([
      ...Array(11).fill({ match, route: [to('v2')] }),
      shared,
    ]);
    expect(sentences).toHaveLength(10);
    expect(sentences[0]).toBe(
      `Requests whose path begins with /${'x'.repeat(300)}`
        .slice(0, 300)
        .concat('… go to reviews:v2.'),
    );
  });
});
