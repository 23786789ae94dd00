import { recorded } from '../../__fixtures__/recorded';
import type { Rollout, VirtualService } from '../../kubernetes';
import { subsetDrift } from './subsetDrift';

const KEY = 'rollouts-pod-template-hash';

function drift(
  state: string,
  hashes: Record<string, string | undefined>,
  status: Partial<Rollout['status']> = {},
  weighted = (virtualServices: VirtualService[]) => virtualServices,
) {
  const { rollout, objects } = recorded(state);
  const replaced = (
    name: string,
    labels: Record<string, string> | undefined,
  ): Record<string, string> | undefined => {
    if (!Object.hasOwn(hashes, name)) return labels;
    const hash = hashes[name];
    return hash === undefined ? undefined : { [KEY]: hash };
  };
  return subsetDrift(
    { ...rollout, status: { ...rollout.status, ...status } },
    {
      service: objects.service,
      virtualServices: weighted(objects.virtualServices),
      siblings: objects.siblings.map(service => ({
        ...service,
        spec: {
          ...service.spec,
          selector: replaced(service.metadata.name, service.spec.selector),
        },
      })),
      destinationRules: objects.destinationRules.map(rule => ({
        ...rule,
        spec: {
          ...rule.spec,
          subsets: rule.spec.subsets.map(subset => ({
            ...subset,
            labels: replaced(subset.name, subset.labels),
          })),
        },
      })),
    },
  ).map(({ what, sentence }) => [what, sentence]);
}

describe('subsets', () => {
  const state = 'subset-level-paused';
  const { currentPodHash, stableRS } = recorded(state).rollout.status;

  it('lead to their revisions', () => {
    expect(drift(state, {})).toEqual([]);
  });

  it('may lead to another revision, or to all', () => {
    expect(drift(state, { canary: 'other', stable: undefined })).toEqual([
      [
        'subset',
        `Subset canary of DestinationRule checkout selects revision other, but the canary is ${currentPodHash}.`,
      ],
      [
        'subset',
        `Subset stable of DestinationRule checkout selects the pods of all revisions, not only of the stable ${stableRS}.`,
      ],
    ]);
  });

  it.each<[string, Partial<Rollout['status']>]>([
    ['aborted', { abort: true }],
    ['stable', { stableRS: currentPodHash }],
  ])('of a canary that is %s may lead anywhere', (_, status) => {
    expect(
      drift(
        state,
        { canary: 'other', stable: status.stableRS ?? stableRS },
        status,
      ),
    ).toEqual([]);
  });

  it('of stable must be right even then', () => {
    expect(drift(state, { stable: 'other' }, { abort: true })).toEqual([
      [
        'subset',
        `Subset stable of DestinationRule checkout selects revision other, but the stable is ${stableRS}.`,
      ],
    ]);
    expect(drift(state, { stable: undefined }, { abort: true })).toHaveLength(
      1,
    );
  });

  it('may select all pods while there is one revision only', () => {
    const status = { stableRS: currentPodHash };
    expect(drift(state, { stable: undefined }, status)).toEqual([]);
    expect(drift(state, { stable: 'other' }, status)).toHaveLength(1);
  });

  it('are not judged before there is a stable revision, or a current one', () => {
    const wrong = { canary: 'other', stable: 'other' };
    expect(drift(state, wrong, { stableRS: undefined })).toEqual([]);
    expect(drift(state, wrong, { currentPodHash: undefined })).toEqual([]);
  });

  it('of a rule of the same name elsewhere are not meant', () => {
    const { rollout, objects } = recorded(state);
    const [rule] = objects.destinationRules;
    const wrong = {
      ...rule.spec,
      subsets: [{ name: 'canary', labels: { [KEY]: 'other' } }],
    };
    const judge = (metadata: object) =>
      subsetDrift(rollout, {
        ...objects,
        destinationRules: [
          { ...rule, metadata: { ...rule.metadata, ...metadata }, spec: wrong },
        ],
      });
    expect(judge({})).toHaveLength(1);
    expect(judge({ namespace: 'edge' })).toEqual([]);
    expect(judge({ name: 'other' })).toEqual([]);
  });
});

describe('Services', () => {
  const state = 'host-level-paused';
  const { currentPodHash } = recorded(state).rollout.status;

  it('lead to their revisions', () => {
    expect(drift(state, {})).toEqual([]);
  });

  it('may still lead to another one', () => {
    expect(drift(state, { 'checkout-canary': 'other' })).toEqual([
      [
        'service',
        `Service checkout-canary selects revision other, but the canary is ${currentPodHash}.`,
      ],
    ]);
  });

  it('may lead anywhere while they take nothing', () => {
    const weighing = (canary: number) => (found: VirtualService[]) =>
      found.map(virtualService => ({
        ...virtualService,
        spec: {
          ...virtualService.spec,
          http: virtualService.spec.http.map(http => ({
            ...http,
            route: http.route.map(part => ({
              ...part,
              weight:
                part.destination!.host === 'checkout-canary'
                  ? canary
                  : 100 - canary,
            })),
          })),
        },
      }));
    const wrong = { 'checkout-canary': 'other' };
    expect(drift(state, wrong, {}, weighing(0))).toEqual([]);
    expect(drift(state, wrong, {}, weighing(1))).toHaveLength(1);
    expect(drift(state, wrong, {}, () => [])).toHaveLength(1);
    const { stableRS } = recorded(state).rollout.status;
    // With roles changed, stable is the one that leads elsewhere.
    const changed = { currentPodHash: stableRS, stableRS: 'other' };
    const own = { 'checkout-canary': stableRS };
    expect(drift(state, own, changed, weighing(100))).toEqual([]);
    expect(drift(state, own, changed, weighing(99))).toEqual([
      [
        'service',
        `Service checkout-stable selects revision ${stableRS}, but the stable is other.`,
      ],
    ]);
  });

  it('are not moved without traffic routing', () => {
    const { rollout, objects } = recorded(state);
    const { canary } = rollout.spec.strategy;
    expect(
      subsetDrift(
        {
          ...rollout,
          spec: {
            ...rollout.spec,
            strategy: { canary: { ...canary!, trafficRouting: undefined } },
          },
        },
        {
          ...objects,
          siblings: objects.siblings.map(service => ({
            ...service,
            spec: { ...service.spec, selector: { [KEY]: 'other' } },
          })),
        },
      ),
    ).toEqual([]);
  });

  it('of a ping-pong canary change their roles', () => {
    expect(drift('ping-pong-second-update', {})).toEqual([]);
    expect(
      drift(
        'ping-pong-second-update',
        {},
        {
          canary: { stablePingPong: 'ping' },
        },
      ),
    ).toHaveLength(2);
  });
});
