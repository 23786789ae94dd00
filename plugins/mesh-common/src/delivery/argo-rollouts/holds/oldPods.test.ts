import { found, sentences } from './__fixtures__/holdsOfState';

describe('old pods', () => {
  it('may be a single one, or stay without a deadline', () => {
    expect(
      sentences('drains-old-pods', 'rolled-back-mid-canary', {
        now: '2026-11-21T03:32:00Z',
      }),
    ).toEqual(['Old `1.1.0` keeps its 1 pod until 03:32:16 UTC.']);
    expect(sentences('drains-old-pods', 'manually-paused-healthy')).toEqual([
      'Old `3.3.0` keeps its 5 pods for now.',
    ]);
  });

  const old = (now: string) =>
    sentences('drains-old-pods', 'healthy-after-canary', { now });

  it('go at their deadline', () => {
    expect(old('2026-11-20T19:41:37Z')).toEqual([
      'Old `1.0.0` keeps its 5 pods until 19:41:37 UTC.',
    ]);
    expect(old('2026-11-20T19:41:38Z')).toEqual([
      'Old `1.0.0` keeps its 5 pods, which are due to go since 19:41:37 UTC.',
    ]);
  });

  it('are no matter while an update is under way, or of another workload', () => {
    expect(found('drains-old-pods', 'ping-pong-second-update')).toEqual([]);
    expect(
      found('drains-old-pods', 'healthy-after-canary', {
        objects: ({ replicaSets }) => ({
          replicaSets: replicaSets.map(replicaSet => ({
            ...replicaSet,
            metadata: { ...replicaSet.metadata, ownerReferences: [] },
          })),
        }),
      }),
    ).toEqual([]);
  });
});
