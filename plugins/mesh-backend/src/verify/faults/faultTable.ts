/** What was measured of one fault. */
export interface FaultResult {
  fault: string;
  /** From its beginning until the page said so, in milliseconds; undefined where nothing becomes stale. */
  staleAfterMs?: number;
  /** From its end until the page was live, in milliseconds. */
  recoveredAfterMs: number;
  /** Promotes that the journal says were done. */
  confirmed: number;
  /** Those that it says came to nothing. */
  failed: number;
  /** Steps that the controller has gone, by pairs of weight and pause. */
  steps: number;
}

/** The faults as a table for people. */
export function faultTable(results: readonly FaultResult[]): string {
  const seconds = (ms: number | undefined) =>
    ms === undefined ? '-' : `${(ms / 1000).toFixed(1)} s`;
  const head = [
    'fault'.padEnd(50),
    'stale after',
    'recovered after',
    'confirmed',
    'failed',
    'steps gone',
  ];
  return [
    head,
    ...results.map(one => [
      one.fault,
      seconds(one.staleAfterMs),
      seconds(one.recoveredAfterMs),
      String(one.confirmed),
      String(one.failed),
      String(one.steps),
    ]),
  ]
    .map(cells =>
      cells
        .map((cell, index) => cell.padEnd(head[index].length + 2))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}
