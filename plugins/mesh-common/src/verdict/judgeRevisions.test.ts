import type { RevisionRole } from '../model';
import type { KnownRevision } from '../service/revisions';
import type { DurationSample, RequestSample } from '../traffic';
import { judgeRevisions } from './judgeRevisions';

const known = (hash: string, role: RevisionRole): KnownRevision => ({
  ownerName: `checkout-${hash}`,
  labels: {},
  revision: {
    hash,
    role,
    images: [],
    version: hash,
    desiredPods: 1,
    readyPods: 1,
    pods: [],
  },
});

const STABLE = known('aaa', 'stable');
const CANARY = known('bbb', 'canary');

const served = (
  pod: string | undefined,
  requests: number,
  part: Partial<RequestSample> = {},
): RequestSample => ({
  reporter: 'destination',
  pod,
  responseCode: '200',
  requests,
  ...part,
});

const took = (pod: string, le: number, count: number): DurationSample => ({
  reporter: 'destination',
  pod,
  le,
  count,
});

const over = (...samples: RequestSample[]) => ({ windowSeconds: 600, samples });

const HITS = over(
  served('checkout-aaa-1', 7972),
  served('checkout-aaa-2', 72, { responseCode: '503' }),
  served('checkout-bbb-1', 1910),
  served('checkout-bbb-1', 103, { responseCode: '0', responseFlags: 'UC' }),
);

describe('judgeRevisions', () => {
  it('compares what the pods of canary and stable served', () => {
    expect(judgeRevisions([CANARY, STABLE], HITS)?.sentence).toBe(
      'Worse: errors 5.1 % of 2,013 requests against 0.9 % of 8,044 on stable (difference 2.7 to 6.1 points).',
    );
  });

  it('compares how long it took them', () => {
    const durations = [
      took('checkout-aaa-1', 100, 4000),
      took('checkout-aaa-1', 250, 8000),
      took('checkout-aaa-1', Infinity, 8000),
      took('checkout-bbb-1', 100, 1800),
      took('checkout-bbb-1', 250, 2000),
      took('checkout-bbb-1', Infinity, 2000),
    ];
    expect(
      judgeRevisions([CANARY, STABLE], { ...HITS, durations })?.latency,
    ).toMatchObject({ result: 'better', canary: { requests: 2000 } });
  });

  it('compares what was meant for their Services when nothing else tells', () => {
    const bySource = HITS.samples.map(sample => ({
      ...sample,
      reporter: 'source' as const,
      pod: undefined,
      service: sample.pod?.includes('bbb') ? 'checkout-canary' : 'checkout',
    }));
    const traffic = { ...over(served(undefined, 10000)), bySource };
    const hosts = { stable: 'checkout', canary: 'checkout-canary' };
    const revisions = [CANARY, STABLE, known('ccc', 'old')];
    expect(judgeRevisions(revisions, traffic, { hosts })).toMatchObject({
      result: 'worse',
    });
    expect(judgeRevisions(revisions, traffic)).toBeUndefined();
  });

  it('takes other options', () => {
    expect(
      judgeRevisions([CANARY, STABLE], over(served('checkout-bbb-1', 30)), {
        verdict: { minimum: 31 },
      })?.sentence,
    ).toBe('Not enough data: 30 requests to the canary, 31 are needed.');
  });

  it('has no verdict without a canary or a stable revision', () => {
    expect(judgeRevisions([STABLE], over())).toBeUndefined();
    expect(judgeRevisions([CANARY], over())).toBeUndefined();
  });
});
