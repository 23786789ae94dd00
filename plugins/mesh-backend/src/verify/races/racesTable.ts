import type { JournalRow } from './compareWithJournal';
import type { ExternalChange } from './externalChanges';

/** Decisions by verb and outcome, beside what the cluster shows of each verb. */
export function racesTable(
  rows: readonly JournalRow[],
  changes: readonly ExternalChange[],
): string {
  const verbs = [...new Set(rows.map(({ verb }) => verb))].sort();
  const count = <T>(all: readonly T[], is: (one: T) => boolean) =>
    String(all.filter(is).length);
  const lines = verbs.map(verb => {
    const own = rows.filter(row => row.verb === verb);
    return [
      verb,
      count(own, () => true),
      count(own, ({ state }) => state === 'confirmed'),
      count(own, ({ state }) => state === 'failed'),
      count(own, ({ requests }) => requests > 1),
      count(changes, ({ kind }) => kind === verb),
    ];
  });
  const head = [
    'verb',
    'rows',
    'confirmed',
    'failed',
    'of two requests',
    'changes seen',
  ];
  return [head, ...lines]
    .map(cells =>
      cells.map((cell, i) => cell.padEnd(Math.max(head[i].length, 12) + 2)),
    )
    .map(cells => cells.join('').trimEnd())
    .join('\n');
}
