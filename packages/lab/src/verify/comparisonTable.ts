import { FIELDS, type Comparison, type Field } from './compareDelivery.ts';

/** A state and what came of its comparison; an Error when it could not be reached or read. */
export interface ComparedState {
  readonly name: string;
  readonly result: readonly Comparison[] | Error;
}

const SIGNS = { same: '✓', explained: '≈', different: '✗' } as const;

/** State by state and field by field, then the differences with both values, those that are meant only by their reason. */
export function comparisonTable(states: readonly ComparedState[]): string {
  const width = Math.max(...states.map(({ name }) => name.length));
  const rows = states.map(({ name, result }) =>
    [
      name.padEnd(width),
      ...FIELDS.map(field => sign(result, field).padEnd(field.length)),
    ].join('  '),
  );
  const all = states.flatMap(({ name, result }) =>
    result instanceof Error ? [] : result.map(one => ({ name, ...one })),
  );
  const count = (verdict: Comparison['verdict']) =>
    all.filter(one => one.verdict === verdict).length;
  const failures = states.flatMap(({ name, result }) =>
    result instanceof Error ? [`${name}: ${result.message}`] : [],
  );
  const reasons = new Set(
    all.flatMap(({ verdict, why }) =>
      verdict === 'explained' && why ? [why] : [],
    ),
  );
  const differences = all
    .filter(({ verdict }) => verdict === 'different')
    .map(
      ({ name, field, printed, said }) =>
        `${name}, ${field}:\n  printed ${quote(printed)}\n  said    ${quote(
          said,
        )}`,
    );
  return [
    ['state'.padEnd(width), ...FIELDS].join('  '),
    ...rows,
    '',
    `${states.length} states, ${all.length} values: ${count(
      'same',
    )} are the same (✓), ${count(
      'explained',
    )} differ as they should (≈), ${count('different')} differ (✗), ${
      failures.length
    } states were not reached.`,
    ...[...reasons].map(reason => `≈ ${reason}`),
    ...differences,
    ...failures,
    '',
  ].join('\n');
}

function sign(result: ComparedState['result'], field: Field): string {
  if (result instanceof Error) return '!';
  const found = result.find(one => one.field === field);
  return found ? SIGNS[found.verdict] : ' ';
}

function quote(value: string): string {
  return JSON.stringify(value.slice(0, 1000));
}
