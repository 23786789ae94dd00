import fc from 'fast-check';
import { judgeCanary, type ObservedRequests } from './judgeCanary';
import { verdictSummary } from './verdictSummary';

/** Half of the requests up to the first bound, 45 % up to the second, the rest up to the third. */
const spread = (
  requests: number,
  bounds: [number, number, number],
  shares = [0.5, 0.95],
) => [
  { le: bounds[0], count: requests * shares[0] },
  { le: bounds[1], count: requests * shares[1] },
  { le: bounds[2], count: requests },
  { le: Infinity, count: requests },
];

const FAST: [number, number, number] = [50, 100, 250];

const judge = (canary: ObservedRequests, stable: ObservedRequests) =>
  judgeCanary({ canary, stable });

describe('judgeCanary', () => {
  it('calls more errors worse', () => {
    const verdict = judge(
      { requests: 2013, errors: 103 },
      { requests: 8044, errors: 72 },
    );
    expect(verdict).toEqual({
      result: 'worse',
      sentence:
        'Worse: errors 5.1 % of 2,013 requests against 0.9 % of 8,044 on stable (difference 2.7 to 6.1 points).',
      errors: {
        result: 'worse',
        canary: { requests: 2013, share: 103 / 2013 },
        stable: { requests: 8044, share: 72 / 8044 },
        difference: {
          share: 103 / 2013 - 72 / 8044,
          low: expect.closeTo(0.0267, 4),
          high: expect.closeTo(0.061, 4),
        },
      },
      latency: undefined,
      minimum: 100,
    });
  });

  it('calls fewer errors better', () => {
    expect(
      judge({ requests: 2013, errors: 18 }, { requests: 8044, errors: 411 })
        .sentence,
    ).toBe(
      'Better: errors 0.9 % of 2,013 requests against 5.1 % of 8,044 on stable (difference -5.2 to -3 points).',
    );
  });

  it('says how many requests are missing', () => {
    expect(
      judge({ requests: 37, errors: 0 }, { requests: 800, errors: 8 }),
    ).toMatchObject({
      result: 'not enough data',
      sentence: 'Not enough data: 37 requests to the canary, 100 are needed.',
    });
    expect(
      judge({ requests: 800, errors: 0 }, { requests: 1, errors: 0 }).sentence,
    ).toBe('Not enough data: 1 request to stable, 100 are needed.');
    expect(
      judge({ requests: 0, errors: 0 }, { requests: 0, errors: 0 }),
    ).toEqual({
      result: 'not enough data',
      sentence: 'Not enough data: 0 requests to the canary, 100 are needed.',
      errors: undefined,
      latency: undefined,
      minimum: 100,
    });
  });

  it('judges from the hundredth request on', () => {
    const stable = { requests: 4000, errors: 0 };
    const asked = (requests: number) =>
      judgeCanary({
        canary: { requests, errors: 0 },
        stable,
        options: { tolerance: 0.1 },
      });
    expect(asked(99).result).toBe('not enough data');
    expect(asked(100).sentence).toBe(
      'No difference: errors 0 % of 100 requests against 0 % of 4,000 on stable (difference -0.2 to 8.2 points).',
    );
  });

  it('has nothing to compare when one of them has no requests', () => {
    const some = { requests: 100, errors: 100 };
    const none = { requests: 0, errors: 0 };
    for (const verdict of [judge(none, some), judge(some, none)]) {
      expect(verdict).toMatchObject({ result: 'not enough data' });
      expect(verdict.errors).toBeUndefined();
    }
  });

  it('says what is open from the hundredth request on', () => {
    expect(
      judge({ requests: 100, errors: 0 }, { requests: 4000, errors: 0 })
        .sentence,
    ).toBe(
      'Not enough data: errors 0 % of 100 requests against 0 % of 4,000 on stable (difference -0.2 to 8.2 points); more requests will tell.',
    );
  });

  it('does not wait for a hundred failures of a canary that always fails', () => {
    expect(
      judge({ requests: 12, errors: 12 }, { requests: 800, errors: 8 }),
    ).toMatchObject({ result: 'worse' });
    expect(
      judge({ requests: 2, errors: 2 }, { requests: 800, errors: 8 }),
    ).toMatchObject({ result: 'not enough data' });
  });

  it('does not call them alike while the canary may be five points worse', () => {
    expect(
      judge({ requests: 120, errors: 3 }, { requests: 480, errors: 5 }),
    ).toMatchObject({
      result: 'not enough data',
      sentence:
        'Not enough data: errors 2.5 % of 120 requests against 1 % of 480 on stable (difference -2.2 to 11 points); more requests will tell.',
    });
    expect(
      judge({ requests: 1200, errors: 14 }, { requests: 4800, errors: 50 }),
    ).toMatchObject({
      result: 'no difference',
      sentence:
        'No difference: errors 1.2 % of 1,200 requests against 1 % of 4,800 on stable (difference -0.8 to 1.6 points).',
    });
  });

  it('does not call a tenth of an error share a difference, however sure it is', () => {
    const stable = { requests: 1e9, errors: 1.0e7 };
    expect(judge({ requests: 1e9, errors: 1.1e7 }, stable).result).toBe(
      'no difference',
    );
    expect(judge({ requests: 1e9, errors: 1.12e7 }, stable).result).toBe(
      'worse',
    );
    expect(judge({ requests: 1e9, errors: 0.91e7 }, stable).result).toBe(
      'no difference',
    );
    expect(judge({ requests: 1e9, errors: 0.905e7 }, stable).result).toBe(
      'no difference',
    );
    expect(judge({ requests: 1e9, errors: 0.9e7 }, stable).result).toBe(
      'better',
    );
  });

  it('calls slower responses worse, though errors are alike', () => {
    const verdict = judge(
      { requests: 2000, errors: 4, durations: spread(2000, [100, 250, 500]) },
      { requests: 8000, errors: 16, durations: spread(8000, FAST) },
    );
    expect(verdict).toMatchObject({
      result: 'worse',
      errors: { result: 'no difference' },
      latency: {
        result: 'worse',
        canary: { requests: 2000, p50: 100, p95: 250 },
        stable: { requests: 8000, p50: 50, p95: 100 },
      },
      sentence:
        'Worse: p95 250 ms against 100 ms. Errors: no difference, errors 0.2 % of 2,000 requests against 0.2 % of 8,000 on stable (difference -0.3 to 0.6 points).',
    });
  });

  it('names both when both are worse', () => {
    expect(
      judge(
        {
          requests: 2013,
          errors: 103,
          durations: spread(2013, [100, 250, 500]),
        },
        { requests: 8044, errors: 72, durations: spread(8044, FAST) },
      ).sentence,
    ).toBe(
      'Worse: errors 5.1 % of 2,013 requests against 0.9 % of 8,044 on stable (difference 2.7 to 6.1 points); p95 250 ms against 100 ms.',
    );
  });

  it('does not trade errors for speed', () => {
    expect(
      judge(
        { requests: 2013, errors: 103, durations: spread(2013, FAST) },
        {
          requests: 8044,
          errors: 72,
          durations: spread(8044, [100, 250, 500]),
        },
      ).sentence,
    ).toBe(
      'Worse: errors 5.1 % of 2,013 requests against 0.9 % of 8,044 on stable (difference 2.7 to 6.1 points). Response time: better, p95 100 ms against 250 ms.',
    );
  });

  it('waits for the errors of a canary that is faster', () => {
    const faster = judge(
      { requests: 200, errors: 4, durations: spread(200, FAST) },
      { requests: 800, errors: 8, durations: spread(800, [100, 250, 500]) },
    );
    expect(faster.latency?.result).toBe('better');
    expect(faster.result).toBe('not enough data');
  });

  describe('of response times', () => {
    const alike = { requests: 4000, errors: 4 };
    const latency = (
      shares: [number, number][],
      options = {},
      requests = 4000,
    ) => {
      const [canary, stable] = shares.map(share =>
        spread(requests, FAST, share),
      );
      return judgeCanary({
        canary: { ...alike, durations: canary },
        stable: { ...alike, durations: stable },
        options,
      });
    };

    it('calls faster ones better', () => {
      expect(
        latency([
          [0.7, 0.97],
          [0.5, 0.95],
        ]),
      ).toMatchObject({
        result: 'better',
        sentence:
          'Better: p95 96 ms against 100 ms. Errors: no difference, errors 0.1 % of 4,000 requests against 0.1 % of 4,000 on stable (difference -0.3 to 0.3 points).',
      });
    });

    it('finds a tail that most requests do not feel', () => {
      const shares: [number, number][] = [
        [0.5, 0.85],
        [0.5, 0.95],
      ];
      expect(latency(shares)).toMatchObject({
        result: 'worse',
        latency: { slower: expect.closeTo(0.525, 6), canary: { p95: 200 } },
      });
      const [canary, stable] = shares;
      expect(latency([stable, canary]).result).toBe('better');
      expect(latency(shares, { relevance: 0.5 }).result).toBe('worse');
      expect(latency(shares, { relevance: 0.51 }).result).toBe('no difference');
    });

    it('shows the median when that is what has moved', () => {
      expect(
        latency([
          [0.1, 0.99],
          [0.5, 0.9],
        ]).sentence,
      ).toMatch(/^Worse: p50 72 ms against 50 ms\. /);
      expect(
        latency([
          [0.5, 0.9],
          [0.1, 0.99],
        ]).sentence,
      ).toMatch(/^Better: p50 50 ms against 72 ms\. /);
      // Both 95 % quantiles are at the bound.
      expect(
        latency([
          [0.1, 0.95],
          [0.5, 0.95],
        ]).sentence,
      ).toMatch(/^Worse: p50 74 ms against 50 ms\. /);
      expect(
        latency([
          [0.5, 0.95],
          [0.1, 0.95],
        ]).sentence,
      ).toMatch(/^Better: p50 50 ms against 74 ms\. /);
    });

    it('does not call a difference that nobody would feel', () => {
      const shares: [number, number][] = [
        [0.48, 0.948],
        [0.5, 0.95],
      ];
      const felt = latency(shares, {}, 1e6);
      expect(felt).toMatchObject({
        result: 'no difference',
        sentence:
          'No difference: errors 0.1 % of 4,000 requests against 0.1 % of 4,000 on stable (difference -0.3 to 0.3 points); p95 106 ms against 100 ms.',
      });
      const slower = felt.latency!.slower - 0.5;
      expect(latency(shares, { slower }, 1e6).result).toBe('worse');
      expect(latency(shares, { slower: slower * 1.01 }, 1e6).result).toBe(
        'no difference',
      );
    });

    it('does not call a large difference of few requests', () => {
      const shares: [number, number][] = [
        [0.4, 0.9],
        [0.5, 0.95],
      ];
      expect(latency(shares, {}, 100).latency).toMatchObject({
        result: 'no difference',
        canary: { requests: 100 },
      });
      expect(latency(shares, {}, 99).latency).toBeUndefined();
    });

    it('needs the minimum of both', () => {
      const slow = spread(99, [1000, 2500, 5000]);
      const fast = spread(4000, FAST);
      for (const [a, b] of [
        [slow, fast],
        [fast, slow],
      ]) {
        expect(
          judge({ ...alike, durations: a }, { ...alike, durations: b }).latency,
        ).toBeUndefined();
      }
    });

    it('goes without errors when only the histograms are there', () => {
      const nothing = { requests: 0, errors: 0 };
      expect(
        judge(
          { ...nothing, durations: spread(4000, [100, 250, 500]) },
          { ...nothing, durations: spread(4000, FAST) },
        ).sentence,
      ).toBe('Worse: p95 250 ms against 100 ms.');
    });

    it('needs histograms of both', () => {
      const durations = spread(4000, FAST);
      expect(judge({ ...alike, durations }, alike).latency).toBeUndefined();
      expect(judge(alike, { ...alike, durations }).latency).toBeUndefined();
    });
  });

  it.each<[string, ObservedRequests, ObservedRequests]>([
    [
      'Errors 0.4 % against 0.3 % on stable: no difference.',
      { requests: 2000, errors: 8, durations: spread(2000, FAST) },
      { requests: 8000, errors: 24, durations: spread(8000, FAST) },
    ],
    [
      'Errors 0.4 % against 0.3 % on stable, p95 250 ms against 100 ms: worse.',
      { requests: 2000, errors: 8, durations: spread(2000, [100, 250, 500]) },
      { requests: 8000, errors: 24, durations: spread(8000, FAST) },
    ],
    [
      'Errors 5 % against 0.3 % on stable: worse.',
      { requests: 2000, errors: 100, durations: spread(2000, FAST) },
      { requests: 8000, errors: 24, durations: spread(8000, [100, 250, 500]) },
    ],
    [
      'Errors 0 % against 0.3 % on stable: not enough data.',
      { requests: 20, errors: 0 },
      { requests: 8000, errors: 24 },
    ],
    ['', { requests: 0, errors: 0 }, { requests: 8000, errors: 24 }],
  ])('has room in a headline: %s', (text, canary, stable) => {
    expect(verdictSummary(judge(canary, stable))).toBe(text);
  });

  it('calls errors alike up to the tolerance', () => {
    const asked = (tolerance: number) =>
      judgeCanary({
        canary: { requests: 500, errors: 5 },
        stable: { requests: 500, errors: 5 },
        options: { tolerance },
      });
    const { high } = asked(1).errors!.difference;
    expect(asked(high).result).toBe('no difference');
    expect(asked(high * 0.999).result).toBe('not enough data');
  });

  it('takes what counts nothing for nothing, and failures for requests', () => {
    const stable = { requests: 1000, errors: 1 };
    for (const requests of [NaN, -5, -Infinity]) {
      expect(judge({ requests, errors: 5 }, stable).sentence).toBe(
        'Not enough data: 0 requests to the canary, 100 are needed.',
      );
    }
    expect(
      judge({ requests: 200.4, errors: 300 }, stable).errors,
    ).toMatchObject({ canary: { requests: 200, share: 1 } });
    expect(
      judge({ requests: Infinity, errors: NaN }, stable).errors,
    ).toMatchObject({ canary: { requests: 1e12, share: 0 } });
  });

  it('says something short of whatever Prometheus holds', () => {
    const number = fc.oneof(fc.double(), fc.nat());
    const observed = fc.record({
      requests: number,
      errors: number,
      durations: fc.option(
        fc.array(fc.record({ le: number, count: number }), { maxLength: 30 }),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(observed, observed, (canary, stable) => {
        const { sentence } = judge(canary, stable);
        return (
          sentence.length < 400 && !/NaN|Infinity|undefined/.test(sentence)
        );
      }),
    );
  });

  it('is of the opposite opinion when canary and stable change places', () => {
    const side = fc.record({
      requests: fc.integer({ min: 100, max: 1e6 }),
      errors: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(side, side, (a, b) => {
        const there = judge(a, b).result;
        const back = judge(b, a).result;
        return (there === 'better') <= (back === 'worse');
      }),
    );
  });
});
