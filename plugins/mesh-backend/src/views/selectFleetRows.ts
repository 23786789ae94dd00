import { InputError } from '@backstage/errors';
import {
  needsAttention,
  urgencyOfFleetRow,
  type Fleet,
  type FleetQuery,
  type FleetRow,
} from '@meshway/plugin-mesh-common';
import { z } from 'zod';

const alphabet = new Intl.Collator('en');

/** A row's place in an order: what it is sorted by, then what tells it from all others. */
type Place = [sortedBy: number | string, ...identity: string[]];

const placeSchema: z.ZodType<Place> = z.tuple(
  [z.union([z.number(), z.string()])],
  z.string(),
);

const SORTED_BY: Record<
  NonNullable<FleetQuery['sort']>,
  (row: FleetRow) => number | string
> = {
  urgency: urgencyOfFleetRow,
  title: ({ title }) => title,
  requests: ({ signals }) => signals?.requestsPerSecond ?? -1,
  errors: ({ signals }) => signals?.errorShare ?? -1,
};

/**
 * The rows that a query is about, in its order, on its page. A page begins behind a row, not at a number, so that what
 * comes and goes meanwhile neither repeats nor hides another row.
 *
 * Throws an InputError when the cursor is none that was given out for this order.
 */
export function selectFleetRows(
  rows: FleetRow[],
  query: FleetQuery,
): Pick<Fleet, 'rows' | 'total' | 'next'> {
  const { sort = 'urgency', order = 'ascending', limit, cursor } = query;
  const direction = order === 'ascending' ? 1 : -1;
  const placeOf = (row: FleetRow): Place => [
    SORTED_BY[sort](row),
    row.title,
    row.entityRef,
    row.cluster,
    row.namespace,
    row.service,
  ];
  const compare = (a: Place, b: Place) => direction * comparePlaces(a, b);
  const fitting = rows
    .filter(row => fits(row, query))
    .map(row => ({ row, place: placeOf(row) }))
    .sort((a, b) => compare(a.place, b.place));
  const behind = cursor === undefined ? undefined : readCursor(cursor);
  const rest = behind
    ? fitting.filter(({ place }) => compare(place, behind) > 0)
    : fitting;
  const page = limit === undefined ? rest : rest.slice(0, limit);
  return {
    rows: page.map(({ row }) => row),
    total: fitting.length,
    ...(page.length < rest.length && { next: cursorOf(page.at(-1)!.place) }),
  };
}

function fits(row: FleetRow, query: FleetQuery): boolean {
  const { search, owner, cluster, namespace, phase, waits, attention } = query;
  const wanted = search?.trim().toLocaleLowerCase('en-US');
  return (
    (!wanted ||
      [row.title, row.service, row.namespace, row.entityRef].some(text =>
        text.toLocaleLowerCase('en-US').includes(wanted),
      )) &&
    (owner === undefined || row.owner === owner) &&
    (cluster === undefined || row.cluster === cluster) &&
    (namespace === undefined || row.namespace === namespace) &&
    (phase === undefined || row.phase === phase) &&
    (!waits || row.waitsForDecision) &&
    (!attention || needsAttention(row))
  );
}

function comparePlaces(a: Place, b: Place): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    const difference =
      typeof part === 'number' && typeof other === 'number'
        ? part - other
        : alphabet.compare(String(part), String(other));
    if (difference !== 0) return difference;
  }
  return 0;
}

function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function readCursor(cursor: string): Place {
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    place = undefined;
  }
  const parsed = placeSchema.safeParse(place);
  if (parsed.success && parsed.data.length === 6) return parsed.data;
  throw new InputError(
    'cursor: is not from a page of this fleet; begin without one',
  );
}
