/** Thrown into the work when Ctrl-C or a stop request arrives. */
export class Interrupted extends Error {}

/**
 * Does the work, and when it ends, fails or is interrupted, tidies up before anything else happens.
 * An interruption is a wish, not an error; a second Ctrl-C does not hurry the tidying.
 */
export async function untilInterrupted(
  work: (signal: AbortSignal) => Promise<void>,
  tidyUp: () => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const interruption = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        controller.abort();
        reject(new Interrupted(signal));
      });
  });
  const working = work(controller.signal);
  // After an interruption nobody waits for the work any more, and its end is no news.
  working.catch(() => undefined);
  try {
    await Promise.race([working, interruption]);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    controller.abort();
    await tidyUp();
  }
}
