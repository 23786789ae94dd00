/**
 * Waits until `look` makes something of what the cluster shows.
 *
 * It judges what the API server says, not what the watch delivers: an event may be older than the patch whose
 * effect is waited for. The watch only says when to look.
 *
 * @returns undefined when `timeoutMs` or the signal end the wait
 */
export async function waitForReaction<T>(options: {
  /** Rejects when the cluster does not answer: then it is looked again. */
  look: (signal: AbortSignal) => Promise<T | undefined>;
  /** Calls the listener when there may be something new to see. */
  subscribe: (listener: () => void) => () => void;
  timeoutMs: number;
  /** Longest time between two looks, for a watch that is late or silent. */
  pollMs: number;
  signal: AbortSignal;
}): Promise<T | undefined> {
  const { look, subscribe, pollMs } = options;
  const signal = AbortSignal.any([
    options.signal,
    AbortSignal.timeout(options.timeoutMs),
  ]);
  let changed = false;
  let wake = () => {};
  const hear = () => {
    changed = true;
    wake();
  };
  const pause = () =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, pollMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  signal.addEventListener('abort', hear, { once: true });
  const unsubscribe = subscribe(hear);
  try {
    while (!signal.aborted) {
      changed = false;
      const reaction = await look(signal).catch(() => undefined);
      if (reaction !== undefined) return reaction;
      if (!changed) await pause();
    }
    return undefined;
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', hear);
  }
}
