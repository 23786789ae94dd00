import { object } from '../../../__fixtures__/objects';
import {
  type Change,
  found,
  holds,
  PAUSED,
  sentences,
} from './__fixtures__/holdsOfState';

describe('what the Rollout names and the cluster does not have', () => {
  const missing = (...args: Parameters<typeof holds>) =>
    sentences('route-missing', ...args);

  it('may be a DestinationRule or one of its subsets', () => {
    expect(
      missing(PAUSED, { objects: () => ({ destinationRules: [] }) }),
    ).toEqual([
      'DestinationRule shop/checkout, which the Rollout names, is not there.',
    ]);
    expect(
      missing(PAUSED, {
        objects: ({ destinationRules: [rule] }) => ({
          destinationRules: [
            {
              ...rule,
              spec: { ...rule.spec, subsets: rule.spec.subsets.slice(0, 1) },
            },
          ],
        }),
      }),
    ).toEqual(['DestinationRule shop/checkout has no subset canary.']);
    expect(
      missing(PAUSED, {
        objects: ({ destinationRules: [rule] }) => ({
          destinationRules: [
            { ...rule, metadata: { ...rule.metadata, namespace: 'edge' } },
          ],
        }),
      }),
    ).toEqual([
      'DestinationRule shop/checkout, which the Rollout names, is not there.',
    ]);
  });

  it('may be a Service', () => {
    expect(
      found('route-missing', 'host-level-paused', {
        objects: () => ({ siblings: [] }),
      }),
    ).toEqual([
      {
        code: 'route-missing',
        sentence:
          'Service checkout-canary, which the Rollout names, is not there.',
        mend: 'Add it, or correct the Rollout: no traffic moves until then.',
      },
    ]);
  });

  it('may be a VirtualService, its routes, or a destination in one', () => {
    const withRoutes = (http: object[]) => ({
      objects: () => ({
        virtualServices: [
          object('VirtualService', 'checkout', { spec: { http } }),
        ],
      }),
    });
    expect(
      missing(PAUSED, { objects: () => ({ virtualServices: [] }) }),
    ).toEqual([
      'VirtualService shop/checkout, which the Rollout names, is not there.',
    ]);
    expect(missing(PAUSED, withRoutes([]))).toEqual([
      'VirtualService shop/checkout has no route to move.',
    ]);
    expect(missing(PAUSED, withRoutes([{ name: 'primary' }]))).toEqual([
      'VirtualService shop/checkout, route primary does not lead to the stable pods.',
      'VirtualService shop/checkout, route primary does not lead to the canary pods.',
    ]);
    expect(
      missing(
        PAUSED,
        withRoutes([
          {
            name: 'primary',
            route: [
              {},
              { destination: { host: 'checkout', subset: 'stable' } },
            ],
          },
        ]),
      ),
    ).toEqual([
      'VirtualService shop/checkout, route primary does not lead to the canary pods.',
    ]);
  });
});

describe('what someone else has written', () => {
  const written = (weight: number) => ({
    objects: () => ({
      virtualServices: [
        object('VirtualService', 'checkout', {
          spec: {
            http: [
              {
                name: 'primary',
                route: [
                  {
                    destination: { host: 'checkout', subset: 'stable' },
                    weight: 100 - weight,
                  },
                  {
                    destination: { host: 'checkout', subset: 'canary' },
                    weight,
                  },
                ],
              },
            ],
          },
        }),
      ],
    }),
  });
  const told = (weight: number | undefined) => ({
    canary: { weights: { canary: { weight } } },
  });

  it('is a weight that the controller neither wrote nor is about to note', () => {
    expect(sentences('weight-overwritten', PAUSED, written(50))).toEqual([
      'VirtualService shop/checkout, route primary gives the canary 50 %, but the controller wrote 20 %: someone else has changed it.',
    ]);
    expect(
      sentences('weight-overwritten', PAUSED, {
        ...written(20),
        status: told(0),
      }),
    ).toEqual([]);
    expect(
      sentences('weight-overwritten', PAUSED, {
        ...written(0),
        status: told(0),
      }),
    ).toEqual([]);
  });

  it('is not what an experiment leaves behind, on top of what stable and canary have', () => {
    const left = (canary: number, stable: number) =>
      sentences('weight-overwritten', 'experiment-inconclusive', {
        objects: ({ virtualServices: [virtualService] }) => ({
          virtualServices: [
            {
              ...virtualService,
              spec: {
                ...virtualService.spec,
                http: virtualService.spec.http.map(http => ({
                  ...http,
                  route: http.route.map((part, i) => ({
                    ...part,
                    weight: [stable, canary, 20][i],
                  })),
                })),
              },
            },
          ],
        }),
      });
    expect(left(10, 90)).toEqual([]);
    expect(left(10, 70)).toEqual([]);
    expect(left(20, 80)).toEqual([
      'VirtualService shop/checkout, route primary gives the canary 16.7 %, but the controller wrote 10 %: someone else has changed it.',
    ]);
  });

  it('cannot be told when the controller has noted nothing', () => {
    expect(
      sentences('weight-overwritten', PAUSED, {
        ...written(50),
        status: told(undefined),
      }),
    ).toEqual([]);
  });
});

describe('a subset that leads elsewhere', () => {
  const leads = (hash: string, status?: Change['status']) =>
    holds(PAUSED, {
      status,
      objects: ({ destinationRules: [rule] }) => ({
        destinationRules: [
          {
            ...rule,
            spec: {
              ...rule.spec,
              subsets: rule.spec.subsets.map(subset =>
                subset.name === 'canary'
                  ? {
                      ...subset,
                      labels: { 'rollouts-pod-template-hash': hash },
                    }
                  : subset,
              ),
            },
          },
        ],
      }),
    }).filter(({ code }) => code !== 'waits-for-decision');

  it('was changed by someone else, when the controller has noted the hash', () => {
    expect(leads('other')).toEqual([
      {
        code: 'weight-overwritten',
        sentence:
          'Subset canary of DestinationRule checkout selects revision other, but the canary is 84bf898985. The controller had set it: someone else has changed it.',
        mend: 'The controller sets it again at its next look; let no other tool apply the labels of this subset.',
      },
    ]);
  });

  it('is still to be switched, when the controller has not noted the hash', () => {
    expect(leads('other', { canary: {} })).toEqual([
      {
        code: 'subset-switch-delayed',
        sentence:
          'Subset canary of DestinationRule checkout selects revision other, but the canary is 84bf898985. The controller has not switched it yet.',
      },
    ]);
  });

  it('waits for the pods of both revisions', () => {
    expect(
      sentences(
        'subset-switch-delayed',
        'paused-weight-lag-stable-unavailable',
        {
          objects: objects => ({
            replicaSets: objects.replicaSets.map(replicaSet => ({
              ...replicaSet,
              status: { ...replicaSet.status, availableReplicas: 0 },
            })),
          }),
        },
      )[0],
    ).toMatch(
      / The controller switches it once all pods of ReplicaSets checkout-77499b87d4 and checkout-54f4c84555 are available\.$/,
    );
  });
});
