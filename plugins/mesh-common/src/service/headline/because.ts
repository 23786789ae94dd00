import { readable } from './readable';

/** `: <message>` in words; empty without a message. */
export function because(message: string): string {
  const line = readable(message);
  return line && `: ${line}`;
}

/**
 * Why the controller aborted an update; undefined when a person did it.
 *
 * @param message - of the delivery
 * @public
 */
export function abortReason(message: string): string | undefined {
  // `RolloutAborted: Rollout aborted update to revision 4: <why>`
  const [, why] =
    /^RolloutAborted: Rollout aborted update to revision \d+: (.+)$/s.exec(
      message,
    ) ?? [];
  return why && readable(why);
}
