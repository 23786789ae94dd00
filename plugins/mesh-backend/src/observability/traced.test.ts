import { tracingServiceMock } from '@backstage/backend-test-utils/alpha';
import { traced } from './traced';

class Counter {
  readonly step: number;
  private count = 0;

  constructor(step: number) {
    this.step = step;
  }

  async add(times: number): Promise<number> {
    if (times < 0) throw new Error('Only forward.');
    this.count += times * this.step;
    return this.count;
  }

  get total(): number {
    return this.count;
  }

  reset(): void {
    this.count = 0;
  }
}

describe('traced', () => {
  function counter() {
    const tracing = tracingServiceMock.mock();
    return {
      tracing,
      counter: traced(new Counter(2), {
        tracing,
        name: 'counter',
        spans: { add: times => ({ times }) },
      }),
    };
  }

  it('runs the chosen methods in spans, with what they were called with', async () => {
    const { counter: two, tracing } = counter();
    await expect(two.add(3)).resolves.toBe(6);
    expect(tracing.startActiveSpan).toHaveBeenCalledWith(
      'counter.add',
      { attributes: { times: 3 } },
      expect.any(Function),
    );
  });

  it('passes on what they throw', async () => {
    await expect(counter().counter.add(-1)).rejects.toThrow('Only forward.');
  });

  it('leaves everything else as it is', async () => {
    const { counter: two, tracing } = counter();
    await two.add(1);
    two.reset();
    expect([two.total, two.step]).toEqual([0, 2]);
    expect(two).toBeInstanceOf(Counter);
    expect(tracing.startActiveSpan).toHaveBeenCalledTimes(1);
  });
});
