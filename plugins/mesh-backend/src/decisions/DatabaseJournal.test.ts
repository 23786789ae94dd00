import { mockServices } from '@backstage/backend-test-utils';
import type { Decision } from '@meshway/plugin-mesh-common';
import createKnex, { type Knex } from 'knex';
import { DatabaseJournal } from './DatabaseJournal';
import { startPostgres, type PostgresServer } from './testing/startPostgres';

const NOON = new Date('2026-11-20T12:00:00.123Z');
const HELD_UNTIL = new Date('2026-11-20T12:00:15.123Z');

const decision: Decision = {
  id: '00000000-0000-4000-8000-000000000001',
  entityRef: 'component:default/checkout',
  cluster: 'lab',
  namespace: 'shop',
  workload: 'checkout',
  verb: 'promote',
  state: 'requested',
  decidedBy: 'user:default/guest',
  reason: 'Errors look fine — “0,2 %” \u{1F680}',
  seen: {
    podHash: 'abc',
    stepIndex: 1,
    pauseStartedAt: '2026-11-20T11:58:00Z',
    weight: 20,
  },
  requestedAt: NOON.toISOString(),
  updatedAt: NOON.toISOString(),
};

function later(seconds: number): Date {
  return new Date(NOON.getTime() + seconds * 1000);
}

describe.each(['SQLite', 'PostgreSQL'])('the journal on %s', engine => {
  let server: PostgresServer | undefined;
  let client: Knex;
  let journal: DatabaseJournal;

  beforeAll(async () => {
    if (engine === 'PostgreSQL') {
      server = await startPostgres();
      client = createKnex({ client: 'pg', connection: server.connection });
    } else {
      client = createKnex({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
      });
    }
    journal = await DatabaseJournal.create({
      database: mockServices.database.mock({ getClient: async () => client }),
      logger: mockServices.logger.mock(),
    });
  }, 60_000);

  afterEach(async () => {
    await client('decisions').delete();
  });

  afterAll(async () => {
    await client?.destroy();
    await server?.stop();
  });

  it('gives back a decision just as it was written', async () => {
    await journal.insert(decision, HELD_UNTIL);
    await expect(journal.get(decision.id)).resolves.toEqual(decision);
    await expect(journal.list(decision.entityRef, 10)).resolves.toEqual([
      decision,
    ]);
  });

  it('lists the newest decisions on one entity first', async () => {
    for (const seconds of [10, 30, 20]) {
      await journal.insert(
        {
          ...decision,
          id: `at-${seconds}`,
          requestedAt: later(seconds).toISOString(),
        },
        HELD_UNTIL,
      );
    }
    await journal.insert(
      { ...decision, id: 'other', entityRef: 'component:default/cart' },
      HELD_UNTIL,
    );
    const ids = (await journal.list(decision.entityRef, 2)).map(d => d.id);
    expect(ids).toEqual(['at-30', 'at-20']);
  });

  it('moves a decision on and keeps when and what came of it', async () => {
    await journal.insert(decision, HELD_UNTIL);
    await expect(
      journal.move(decision.id, {
        from: ['requested'],
        to: 'applied',
        at: later(1),
      }),
    ).resolves.toEqual({
      ...decision,
      state: 'applied',
      updatedAt: later(1).toISOString(),
    });
    await journal.move(decision.id, {
      from: ['applied'],
      to: 'confirmed',
      outcome: 'It went on.',
      at: later(2),
    });
    await expect(journal.get(decision.id)).resolves.toEqual({
      ...decision,
      state: 'confirmed',
      outcome: 'It went on.',
      updatedAt: later(2).toISOString(),
    });
  });

  it('lets only one of many replicas settle a decision', async () => {
    await journal.insert(decision, HELD_UNTIL);
    const moves = await Promise.all(
      Array.from({ length: 20 }, (_, replica) =>
        journal.move(decision.id, {
          from: ['requested', 'applied'],
          to: replica % 2 ? 'confirmed' : 'failed',
          outcome: `Settled by replica ${replica}.`,
          at: later(1),
        }),
      ),
    );
    const settled = moves.filter(moved => moved !== undefined);
    expect(settled).toHaveLength(1);
    await expect(journal.get(decision.id)).resolves.toEqual(settled[0]);
  });

  it('hands out what waits to be settled, and leaves alone what is being worked on', async () => {
    const rows: [string, Decision['state']][] = [
      ['sent', 'requested'],
      ['taken', 'applied'],
      ['done', 'confirmed'],
      ['lost', 'failed'],
    ];
    for (const [id, state] of rows) {
      await journal.insert({ ...decision, id, state }, HELD_UNTIL);
    }
    const open = async (now: Date) =>
      (await journal.listOpen(now)).map(({ id }) => id).sort();
    await expect(open(later(14))).resolves.toEqual(['taken']);
    await expect(open(later(15))).resolves.toEqual(['sent', 'taken']);
  });

  it('tells of every decision that is written or moved', async () => {
    const told: string[] = [];
    const unsubscribe = journal.onChange(entityRef => told.push(entityRef));
    await journal.insert(decision, HELD_UNTIL);
    const move = { from: ['requested' as const], to: 'failed' as const };
    await journal.move(decision.id, { ...move, at: later(1) });
    await journal.move(decision.id, { ...move, at: later(2) });
    unsubscribe();
    await journal.insert({ ...decision, id: 'another' }, HELD_UNTIL);
    expect(told).toEqual([decision.entityRef, decision.entityRef]);
  });
});
