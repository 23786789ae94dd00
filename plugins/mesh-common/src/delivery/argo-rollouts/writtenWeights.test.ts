import { object } from '../../__fixtures__/objects';
import { recorded } from '../../__fixtures__/recorded';
import type { VirtualService } from '../../kubernetes';
import { writtenWeights } from './writtenWeights';

interface Share {
  host?: string;
  subset?: string;
  weight?: number;
}

const route = (name: string | undefined, ...shares: Share[]) => ({
  name,
  route: shares.map(({ host = 'checkout', subset, weight }) => ({
    destination: { host, subset },
    weight,
  })),
});

function virtualService(name: string, ...http: object[]): VirtualService {
  return object('VirtualService', name, { spec: { http } });
}

/** A Rollout of canary `canary` and stable `stable` between subsets of `checkout`. */
function bySubset(canary: object = {}, status: object = {}) {
  return object('Rollout', 'checkout', {
    spec: {
      strategy: {
        canary: {
          ...canary,
          trafficRouting: {
            istio: {
              virtualService: { name: 'checkout' },
              destinationRule: {
                name: 'checkout',
                canarySubsetName: 'canary',
                stableSubsetName: 'stable',
              },
            },
          },
        },
      },
    },
    status,
  });
}

/** A Rollout between Services. */
function byHost(services: object, status: object = {}) {
  return object('Rollout', 'checkout', {
    spec: {
      strategy: {
        canary: {
          ...services,
          trafficRouting: {
            istio: { virtualService: { name: 'checkout' } },
          },
        },
      },
    },
    status,
  });
}

describe('the weight that a route gives the canary', () => {
  const percents = (
    rollout: Parameters<typeof writtenWeights>[0],
    ...shares: Share[]
  ) =>
    writtenWeights(rollout, [
      virtualService('checkout', route('primary', ...shares)),
    ]).map(({ percent, ofBoth }) => [percent, ofBoth]);

  it('is told by subset', () => {
    expect(
      percents(
        bySubset(),
        { subset: 'stable', weight: 80 },
        { subset: 'canary', weight: 20 },
      ),
    ).toEqual([[20, 20]]);
  });

  it('is that of all traffic and, for comparison with what was measured, that of both', () => {
    const experiments = {
      canary: { weights: { additional: [{ serviceName: 'exp', weight: 50 }] } },
    };
    expect(
      percents(
        bySubset({}, experiments),
        { subset: 'stable', weight: 40 },
        { subset: 'canary', weight: 10 },
        { host: 'exp.shop.svc.cluster.local', weight: 50 },
      ),
    ).toEqual([[10, 20]]);
  });

  it('counts what goes to neither', () => {
    expect(
      percents(
        bySubset(),
        { subset: 'stable', weight: 40 },
        { subset: 'canary', weight: 10 },
        { subset: 'eu', weight: 50 },
      ),
    ).toEqual([[10, 20]]);
  });

  it('is 0 when stable and canary both get nothing', () => {
    expect(
      percents(
        bySubset(),
        { subset: 'stable', weight: 0 },
        { subset: 'canary' },
        { subset: 'eu', weight: 100 },
      ),
    ).toEqual([[0, 0]]);
  });

  it.each([
    ['only stable is named', { subset: 'stable', weight: 100 }],
    ['only the canary is named', { subset: 'canary', weight: 100 }],
  ])('is unknown when %s', (_, share) => {
    expect(percents(bySubset(), share)).toEqual([]);
  });

  it('is unknown when no destination has a weight', () => {
    expect(
      percents(bySubset(), { subset: 'stable' }, { subset: 'canary' }),
    ).toEqual([]);
  });

  it('is told by the host up to its first dot', () => {
    expect(
      percents(
        byHost({ canaryService: 'next', stableService: 'checkout' }),
        { host: 'checkout.shop.svc.cluster.local', weight: 70 },
        { host: 'next', weight: 30 },
      ),
    ).toEqual([[30, 30]]);
  });

  it('is unknown when a Service is missing in the Rollout', () => {
    expect(
      percents(
        byHost({ canaryService: 'next' }),
        { host: 'checkout', weight: 70 },
        { host: 'next', weight: 30 },
      ),
    ).toEqual([]);
  });

  it.each([
    ['ping', 30],
    ['pong', 70],
    [undefined, 70],
  ])('is that of pong while stable is %s', (stablePingPong, percent) => {
    const pingPong = { pingService: 'ping', pongService: 'pong' };
    expect(
      percents(
        byHost({ pingPong }, { canary: { stablePingPong } }),
        { host: 'ping', weight: 70 },
        { host: 'pong', weight: 30 },
      ),
    ).toEqual([[percent, percent]]);
  });

  it('goes by stable and canary before ping and pong', () => {
    const pingPong = { pingService: 'ping', pongService: 'pong' };
    expect(
      percents(
        byHost({ pingPong, stableService: 'ping', canaryService: 'next' }),
        { host: 'ping', weight: 60 },
        { host: 'next', weight: 40 },
      ),
    ).toEqual([[40, 40]]);
  });
});

describe('where weights are written', () => {
  it('says every route of every VirtualService that the Rollout names', () => {
    const { rollout, objects } = recorded('several-virtual-services');
    expect(writtenWeights(rollout, objects.virtualServices)).toEqual([
      {
        where: 'VirtualService shop/checkout, route primary',
        percent: 20,
        ofBoth: 20,
      },
      {
        where: 'VirtualService shop/checkout-public, route inside',
        percent: 20,
        ofBoth: 20,
      },
    ]);
  });

  it.each([
    ['tls-routes', 'VirtualService shop/checkout'],
    ['tcp-routes', 'VirtualService shop/checkout'],
  ])('finds %s', (state, where) => {
    const { rollout, objects } = recorded(state);
    expect(writtenWeights(rollout, objects.virtualServices)).toEqual([
      { where, percent: 20, ofBoth: 20 },
    ]);
  });

  it('says nothing without traffic routing', () => {
    const { rollout, objects } = recorded('without-traffic-routing-paused');
    expect(writtenWeights(rollout, objects.virtualServices)).toEqual([]);
  });
});
