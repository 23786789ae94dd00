import { readable } from './readable';

/** `: <message>` in words; empty without a message. */
export function because(message: string): string {
  const line = readable(message);
  return line && `: ${line}`;
}

/** Why an update was aborted; undefined when a person did it. */
export function abortReason(message: string): string | undefined {
  // `RolloutAborted: Rollout aborted update to revision 4: <why>`
  const [, why] =
    /^RolloutAborted: Rollout aborted update to revision \d+: (.+)$/s.exec(
      message,
    ) ?? [];
  return why && readable(why);
}
