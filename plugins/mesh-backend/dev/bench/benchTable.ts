import type { Row } from './questions';

const HEAD = [
  'services',
  'question',
  'callers',
  'calls',
  'median ms',
  'p95 ms',
  'over query ms',
  'queries/call',
  'reads/call',
  'failures',
];

/** The rows as a table for people. */
export function benchTable(rows: readonly Row[]): string {
  const cells = rows.map(row => [
    String(row.services),
    row.question,
    String(row.callers),
    String(row.calls),
    row.medianMs.toFixed(1),
    row.p95Ms.toFixed(1),
    row.medianOverQueryMs?.toFixed(1) ?? '',
    row.queriesPerCall.toFixed(2),
    row.readsPerCall.toFixed(2),
    String(row.failures),
  ]);
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...cells.map(line => line[column].length)),
  );
  return [HEAD, ...cells]
    .map(line =>
      line.map((cell, column) => cell.padEnd(widths[column])).join('  '),
    )
    .join('\n');
}
