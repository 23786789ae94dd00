import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until the answer is yes. Throws an Error naming `what` when that takes longer than allowed. */
export async function waitUntil(
  what: string,
  ask: () => Promise<boolean> | boolean,
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<void> {
  const deadline = Date.now() + options.timeoutMs;
  while (!(await ask())) {
    options.signal?.throwIfAborted();
    if (Date.now() > deadline) {
      throw new Error(
        `${what} did not happen within ${options.timeoutMs / 1000} s.`,
      );
    }
    await sleep(100, undefined, { signal: options.signal });
  }
}
