import { Shared } from './Shared';

describe('a shared answer', () => {
  let clock: number;
  let got: string[];
  let shared: Shared<string>;

  beforeEach(() => {
    clock = 0;
    got = [];
    shared = new Shared({ keepMs: 100, now: () => new Date(clock) });
  });

  const ask = (key: string, answer: string | Error = 'answer') =>
    shared.of(key, async () => {
      got.push(key);
      await new Promise(setImmediate);
      if (answer instanceof Error) throw answer;
      return answer;
    });

  it('is got once for all who ask at once and shortly after, for each thing that is asked', async () => {
    const both = Promise.all([ask('a', 'first'), ask('a', 'second')]);
    expect(await both).toEqual(['first', 'first']);
    clock = 99;
    expect(await ask('a', 'third')).toBe('first');
    expect(await ask('b', 'other')).toBe('other');
    clock = 100;
    expect(await ask('a', 'fourth')).toBe('fourth');
    expect(got).toEqual(['a', 'b', 'a']);
  });

  it('is waited for by all, however long it takes', async () => {
    const first = ask('a', 'slow');
    clock = 1_000;
    expect(await Promise.all([first, ask('a', 'other')])).toEqual([
      'slow',
      'slow',
    ]);
  });

  it('fails for everyone who waited, and is got again by who asks next', async () => {
    const answers = await Promise.allSettled([
      ask('a', new Error('Gone.')),
      ask('a'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(await ask('a')).toBe('answer');
    expect(got).toEqual(['a', 'a']);
  });

  it('is not kept for thousands', async () => {
    for (let n = 0; n < 1_500; n++) {
      clock = n;
      await ask(`${n}`);
    }
    const { answers } = shared as unknown as { answers: Map<string, unknown> };
    expect(answers.size).toBeLessThanOrEqual(200);
  });
});
