const startedAt = Date.now();

/** `1m05s`, `12s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60
    ? `${seconds}s`
    : `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, '0')}s`;
}

/** One line: since when, what, how far. */
export function say(what: string, text: string): void {
  process.stdout.write(
    `[${duration(Date.now() - startedAt).padStart(6)}] ${what.padEnd(
      9,
    )} ${text}\n`,
  );
}

/** An end that a person can act upon: printed as one sentence, without a stack. */
export class Failure extends Error {}
