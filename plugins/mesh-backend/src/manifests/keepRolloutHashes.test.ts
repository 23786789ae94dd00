import { keepRolloutHashes } from './keepRolloutHashes';

const HASH = { 'rollouts-pod-template-hash': '6d5f' };

describe('keepRolloutHashes', () => {
  it('leaves the subsets to the controller, and the rest to the file', () => {
    const body = {
      metadata: { name: 'orders' },
      spec: {
        host: 'orders',
        subsets: [
          { name: 'stable', labels: { app: 'orders' } },
          { name: 'canary' },
          { name: 'new', labels: { app: 'orders' } },
        ],
      },
    };
    const live = {
      spec: {
        host: 'other',
        subsets: [
          { name: 'canary', labels: HASH },
          { name: 'stable', labels: { app: 'order', ...HASH } },
          { name: 'old', labels: HASH },
        ],
      },
    };
    expect(keepRolloutHashes({ kind: 'DestinationRule', body }, live)).toEqual({
      metadata: { name: 'orders' },
      spec: {
        host: 'orders',
        subsets: [
          { name: 'stable', labels: { app: 'orders', ...HASH } },
          { name: 'canary', labels: HASH },
          { name: 'new', labels: { app: 'orders' } },
        ],
      },
    });
  });

  it('leaves the selector of a Service that the controller switches', () => {
    const body = { spec: { ports: [], selector: { app: 'orders' } } };
    const live = { spec: { selector: { app: 'orders', ...HASH } } };
    expect(keepRolloutHashes({ kind: 'Service', body }, live)).toEqual({
      spec: { ports: [], selector: { app: 'orders', ...HASH } },
    });
  });

  it.each([
    ['there is no object yet', 'Service', { selector: {} }, undefined],
    [
      'the object has no hash',
      'Service',
      { selector: {} },
      { spec: { selector: {} } },
    ],
    ['it is broken', 'DestinationRule', { subsets: 1 }, { spec: 1 }],
    ['it is of another kind', 'Rollout', { selector: {} }, { spec: {} }],
  ])('leaves a manifest as it is when %s', (_, kind, spec, live) => {
    const body = { spec };
    expect(keepRolloutHashes({ kind, body }, live)).toBe(body);
  });
});
