import { act, renderHook } from '@testing-library/react';
import { useReading } from './useReading';

let hidden = false;

beforeEach(() => {
  jest.useFakeTimers();
  hidden = false;
  jest.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
});

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

async function setHidden(value: boolean) {
  await act(async () => {
    hidden = value;
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

describe('useReading', () => {
  it('reads every interval while the tab is in front, and at once when it comes back', async () => {
    let answers = 0;
    const read = jest.fn(async () => {
      answers += 1;
      return answers;
    });
    const { result } = renderHook(() => useReading(read, 10_000));
    await pass(0);
    expect(result.current).toMatchObject({ data: 1, pending: false });
    await pass(20_000);
    expect(read).toHaveBeenCalledTimes(3);
    await setHidden(true);
    await pass(60_000);
    expect(read).toHaveBeenCalledTimes(3);
    await setHidden(false);
    await pass(0);
    expect(read).toHaveBeenCalledTimes(4);
  });

  it('reads once without an interval, even when the tab comes back, and again when asked', async () => {
    const read = jest.fn(async () => 'answer');
    const { result } = renderHook(() => useReading(read, undefined));
    await pass(60_000);
    await setHidden(true);
    await setHidden(false);
    await pass(0);
    expect(read).toHaveBeenCalledTimes(1);
    act(() => result.current.again());
    await pass(0);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('keeps the old answer while the next is read and when it fails', async () => {
    const first = async () => 'first';
    const second = async (): Promise<string> => {
      throw new Error('no');
    };
    const { result, rerender } = renderHook(
      ({ read }) => useReading(read, undefined),
      { initialProps: { read: first } },
    );
    await pass(0);
    rerender({ read: second });
    expect(result.current).toMatchObject({ data: 'first', pending: true });
    await pass(0);
    expect(result.current).toMatchObject({
      data: 'first',
      pending: false,
      error: { message: 'no' },
    });
  });

  it('gives up what nobody waits for any more', async () => {
    let signal: AbortSignal | undefined;
    const read = (given: AbortSignal) => {
      signal = given;
      return new Promise<string>(() => {});
    };
    const { unmount } = renderHook(() => useReading(read, 1000));
    unmount();
    expect(signal?.aborted).toBe(true);
  });
});
