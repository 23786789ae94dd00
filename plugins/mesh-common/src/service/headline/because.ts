const MAX_LENGTH = 200;

/** `: <message>` in one line without its full stop; empty without a message. */
export function because(message: string): string {
  const line = oneLine(message);
  return line && `: ${line}`;
}

/** A message of the controller in one line of bounded length, without its full stop. */
export function oneLine(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}

/** ` (<why>)` when it was not a person who aborted; `RolloutAborted: Rollout aborted update to revision 4: <why>`. */
export function abortReason(message: string): string {
  const [, why = ''] =
    /^RolloutAborted: Rollout aborted update to revision \d+: (.+)$/s.exec(
      message,
    ) ?? [];
  return why && ` (${oneLine(why)})`;
}
