import type { FleetQuery, FleetRow } from '@meshway/plugin-mesh-common';
import fc from 'fast-check';
import { selectFleetRows } from './selectFleetRows';

function row(service: string, overrides: Partial<FleetRow> = {}): FleetRow {
  return {
    entityRef: `component:default/${service}`,
    title: service,
    owner: 'group:default/shop-team',
    cluster: 'east',
    namespace: 'shop',
    service,
    phase: 'Healthy',
    waitsForDecision: false,
    findings: { errors: 0, warnings: 0 },
    mtls: 'STRICT',
    meshed: { pods: 2, of: 2 },
    headline: '',
    freshness: { state: 'live', heardAt: '2026-11-28T12:00:00Z' },
    ...overrides,
  };
}

function requests(requestsPerSecond: number, errorShare?: number) {
  return {
    signals: { requestsPerSecond, errorShare, requests: 1, windowSeconds: 60 },
  };
}

const FLEET = [
  row('cart', { ...requests(5, 0.2), phase: 'Degraded' }),
  row('orders', { ...requests(50, 0.01), waitsForDecision: true }),
  row('Reviews', {
    namespace: 'books',
    owner: 'group:default/books-team',
    mtls: 'DISABLE',
  }),
  row('ratings', {
    cluster: 'west',
    namespace: 'books',
    ...requests(7, 0),
    findings: { errors: 1, warnings: 0 },
  }),
];

function services(query: FleetQuery): string[] {
  return selectFleetRows(FLEET, query).rows.map(({ service }) => service);
}

describe('the rows of the fleet', () => {
  it.each<[string, FleetQuery, string[]]>([
    [
      'without a question, what waits and what is broken first',
      {},
      ['orders', 'cart', 'ratings', 'Reviews'],
    ],
    [
      'by a part of a name, whatever its case',
      { search: ' REV ' },
      ['Reviews'],
    ],
    ['by a part of a namespace', { search: 'book' }, ['ratings', 'Reviews']],
    ['of an owner', { owner: 'group:default/books-team' }, ['Reviews']],
    ['of a cluster', { cluster: 'west' }, ['ratings']],
    ['of a namespace', { namespace: 'books' }, ['ratings', 'Reviews']],
    ['in a phase', { phase: 'Degraded' }, ['cart']],
    ['that wait', { waits: true }, ['orders']],
    ['with something to mend', { attention: true }, ['ratings', 'Reviews']],
    ['by title', { sort: 'title' }, ['cart', 'orders', 'ratings', 'Reviews']],
    [
      'by requests, most first',
      { sort: 'requests', order: 'descending' },
      ['orders', 'ratings', 'cart', 'Reviews'],
    ],
    [
      'by errors, most first',
      { sort: 'errors', order: 'descending' },
      ['cart', 'orders', 'ratings', 'Reviews'],
    ],
  ])('%s', (_, query, expected) => {
    expect(services(query)).toEqual(expected);
  });

  it('says how many there are on all pages, and where the next one begins', () => {
    const first = selectFleetRows(FLEET, { limit: 3 });
    expect(first).toMatchObject({ total: 4, next: expect.any(String) });
    const last = selectFleetRows(FLEET, { limit: 3, cursor: first.next });
    expect(last).toEqual({ rows: [FLEET[2]], total: 4 });
  });

  it('shows each row once, whatever the order, though rows come and go between the pages', () => {
    const query = fc.record({
      sort: fc.constantFrom('urgency', 'title', 'requests', 'errors'),
      order: fc.constantFrom('ascending', 'descending'),
      limit: fc.integer({ min: 1, max: 5 }),
    }) as fc.Arbitrary<FleetQuery>;
    const rows = fc.uniqueArray(
      fc.record({
        name: fc.stringMatching(/^[a-c]{1,3}$/),
        rate: fc.constantFrom(undefined, 0, 1, 2),
        waits: fc.boolean(),
        stays: fc.boolean(),
      }),
      { selector: ({ name }) => name, maxLength: 20 },
    );
    fc.assert(
      fc.property(rows, query, (all, asked) => {
        const fleet = all.map(({ name, rate, waits, stays }) => ({
          stays,
          row: row(name, {
            ...(rate !== undefined && requests(rate, rate / 10)),
            waitsForDecision: waits,
          }),
        }));
        const seen: string[] = [];
        let cursor: string | undefined;
        let now = fleet;
        do {
          const page = selectFleetRows(
            now.map(one => one.row),
            { ...asked, cursor },
          );
          seen.push(...page.rows.map(({ service }) => service));
          cursor = page.next;
          now = fleet.filter(({ stays }) => stays);
        } while (cursor);
        expect(new Set(seen).size).toBe(seen.length);
        const staying = fleet.filter(({ stays }) => stays);
        expect(seen).toEqual(
          expect.arrayContaining(staying.map(one => one.row.service)),
        );
      }),
    );
  });

  it.each(['', 'x', Buffer.from('[1,"a"]').toString('base64url')])(
    'are refused behind a cursor that is none (%s)',
    cursor => {
      expect(() => selectFleetRows(FLEET, { cursor })).toThrow(
        'cursor: is not from a page of this fleet',
      );
    },
  );
});
