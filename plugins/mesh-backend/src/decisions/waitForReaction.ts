import type { Rollout } from '@meshway/plugin-mesh-common';
import type { AuthorisedDecision, RolloutAccess } from './types';

/**
 * Waits until `judge` makes something of the Rollout.
 *
 * It judges what the API server says, not what the watch delivers: an event may be older than the patch whose
 * effect is waited for. The watch only says when to look.
 *
 * @returns undefined when `timeoutMs` or the signal end the wait
 */
export async function waitForReaction<T>(options: {
  access: RolloutAccess;
  target: AuthorisedDecision['target'];
  judge: (rollout: Rollout | undefined) => T | undefined;
  timeoutMs: number;
  /** Longest time between two looks, for a watch that is late or silent. */
  pollMs: number;
  signal: AbortSignal;
}): Promise<T | undefined> {
  const { access, judge, pollMs } = options;
  const { cluster, namespace, rollout: name } = options.target;
  const signal = AbortSignal.any([
    options.signal,
    AbortSignal.timeout(options.timeoutMs),
  ]);
  let changed = false;
  let wake = () => {};
  const look = () => {
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
  signal.addEventListener('abort', look, { once: true });
  const unsubscribe = access.onChange(cluster, namespace, name, look);
  try {
    while (!signal.aborted) {
      changed = false;
      // A cluster that is silent for a moment has not answered yet: look again.
      const answer = await access
        .read(cluster, namespace, name, signal)
        .then(rollout => ({ rollout }))
        .catch(() => undefined);
      const reaction = answer && judge(answer.rollout);
      if (reaction) return reaction;
      if (!changed) await pause();
    }
    return undefined;
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', look);
  }
}
