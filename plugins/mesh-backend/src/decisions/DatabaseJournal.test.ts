import { mockServices } from '@backstage/backend-test-utils';
import type { Decision, DecisionPage } from '@meshway/plugin-mesh-common';
import createKnex, { type Knex } from 'knex';
import { DatabaseJournal, migrationsDir } from './DatabaseJournal';
import { startPostgres, type PostgresServer } from './testing/startPostgres';

const NOON = new Date('2026-11-20T12:00:00.123Z');
const HELD_UNTIL = new Date('2026-11-20T12:00:15.123Z');

const decision: Decision = {
  id: '00000000-0000-4000-8000-000000000001',
  entityRef: 'component:default/checkout',
  service: { cluster: 'lab', namespace: 'shop', name: 'checkout' },
  target: { kind: 'Rollout', namespace: 'shop', name: 'checkout' },
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
    await expect(
      journal.list(decision.entityRef, { limit: 10 }),
    ).resolves.toEqual({ decisions: [decision] });
  });

  it('gives back everything that a decision can say', async () => {
    const full: Decision = {
      ...decision,
      target: { kind: 'VirtualService', namespace: 'net', name: 'checkout' },
      verb: 'shift',
      weight: 33.3,
      revision: '64498bc78b',
      override: true,
      approval: {
        expiresAt: later(3600).toISOString(),
        by: 'user:default/second',
        at: later(60).toISOString(),
      },
      evidence: {
        revisions: [{ role: 'canary', hash: 'abc', version: '1.1.0' }],
      },
      seen: {
        virtualService: 'net/checkout',
        route: 'http/0',
        weights: [{ destination: 'checkout:v1', weight: 100 }],
      },
    };
    await journal.insert(full, HELD_UNTIL);
    await expect(journal.get(full.id)).resolves.toEqual(full);
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
    const page = await journal.list(decision.entityRef, { limit: 2 });
    expect(page.decisions.map(d => d.id)).toEqual(['at-30', 'at-20']);
    await expect(
      journal.list(decision.entityRef, { limit: 2, cursor: page.next }),
    ).resolves.toEqual({
      decisions: [expect.objectContaining({ id: 'at-10' })],
    });
  });

  it('turns pages without losing or repeating any of the same instant', async () => {
    const ids = Array.from({ length: 7 }, (_, n) => `row-${n}`);
    for (const id of ids) await journal.insert({ ...decision, id }, HELD_UNTIL);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: DecisionPage = await journal.list(decision.entityRef, {
        limit: 3,
        cursor,
      });
      seen.push(...page.decisions.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual([...ids].reverse());
  });

  it.each(['', 'nonsense', Buffer.from('[1]').toString('base64url')])(
    'refuses a cursor that is none (%s)',
    async cursor => {
      await expect(
        journal.list(decision.entityRef, { limit: 3, cursor }),
      ).rejects.toMatchObject({ name: 'InputError' });
    },
  );

  it('writes one request down once, on however many replicas it arrives', async () => {
    const request = { key: 'click-1', digest: 'promote' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        journal.insert({ ...decision, id: `try-${n}` }, HELD_UNTIL, request),
      ),
    );
    expect(answers.filter(answer => answer === undefined)).toHaveLength(1);
    const { decisions } = await journal.list(decision.entityRef, { limit: 9 });
    expect(decisions).toHaveLength(1);
    expect(new Set(answers.map(answer => answer?.decision.id))).toEqual(
      new Set([undefined, decisions[0].id]),
    );
    await expect(
      journal.insert({ ...decision, id: 'other' }, HELD_UNTIL, {
        ...request,
        digest: 'abort',
      }),
    ).resolves.toEqual({ decision: decisions[0], same: false });
  });

  it('notes what is sent only while nobody has settled the decision', async () => {
    await journal.insert(decision, HELD_UNTIL);
    const sending = {
      requests: 1,
      weights: [{ destination: 'checkout:v1', weight: 50 }],
    };
    await expect(journal.noteSending(decision.id, sending)).resolves.toBe(true);
    await expect(journal.listOpen(later(15))).resolves.toEqual([
      { decision, sending },
    ]);
    await journal.move(decision.id, {
      from: ['requested'],
      to: 'failed',
      at: later(15),
    });
    await expect(journal.noteSending(decision.id, sending)).resolves.toBe(
      false,
    );
  });

  it('lets one of many approve a proposal, and nobody when it has expired', async () => {
    const proposal = {
      ...decision,
      state: 'proposed' as const,
      approval: { expiresAt: later(60).toISOString() },
    };
    await journal.insert(proposal, HELD_UNTIL);
    await journal.insert({ ...proposal, id: 'late' }, HELD_UNTIL);
    const approve = (id: string, by: string, at: Date) =>
      journal.approve(id, { by, at, heldUntil: later(90) });
    const approved = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        approve(decision.id, `user:default/u${n}`, later(59)),
      ),
    );
    expect(approved.filter(one => one !== undefined)).toMatchObject([
      { state: 'requested', approval: { at: later(59).toISOString() } },
    ]);
    await expect(approve('late', 'a', later(60))).resolves.toBeUndefined();
    await journal.expireProposals(later(60));
    await expect(journal.get('late')).resolves.toMatchObject({
      state: 'expired',
    });
  });

  it('forgets what was settled long ago, and never what is open', async () => {
    const states: Decision['state'][] = [
      'proposed',
      'requested',
      'applied',
      'confirmed',
      'failed',
      'withdrawn',
      'expired',
    ];
    for (const state of states) {
      await journal.insert({ ...decision, id: state, state }, HELD_UNTIL);
    }
    await expect(journal.deleteSettledBefore(NOON)).resolves.toBe(0);
    await expect(journal.deleteSettledBefore(later(1))).resolves.toBe(4);
    const { decisions } = await journal.list(decision.entityRef, { limit: 9 });
    expect(decisions.map(({ id }) => id).sort()).toEqual([
      'applied',
      'proposed',
      'requested',
    ]);
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
      (await journal.listOpen(now)).map(entry => entry.decision.id).sort();
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

  it('takes over the promotes of a database from before, and gives them back', async () => {
    const before = {
      id: 'before',
      entity_ref: decision.entityRef,
      cluster: 'lab',
      namespace: 'shop',
      workload: 'checkout',
      verb: 'promote',
      state: 'applied',
      decided_by: 'user:default/guest',
      reason: null,
      seen: JSON.stringify(decision.seen),
      outcome: null,
      requested_at: NOON,
      updated_at: NOON,
      held_until: HELD_UNTIL,
    };
    const migrations = { directory: migrationsDir };
    const goBack = () =>
      client.migrate.down({
        ...migrations,
        name: '20261128000000_every_verb.js',
      } as Knex.MigratorConfig);
    // What could not be kept there is left out.
    await journal.insert({ ...decision, verb: 'abort' }, HELD_UNTIL);
    await goBack();
    await client('decisions').insert(before);
    await client.migrate.latest(migrations);
    await expect(journal.listOpen(NOON)).resolves.toEqual([
      {
        decision: {
          ...decision,
          id: 'before',
          state: 'applied',
          reason: undefined,
        },
        sending: { requests: 1 },
      },
    ]);
    await goBack();
    const rows = await client('decisions').select();
    expect(
      rows.map(row => ({
        ...row,
        requested_at: new Date(row.requested_at),
        updated_at: new Date(row.updated_at),
        held_until: new Date(row.held_until),
      })),
    ).toEqual([before]);
    await client.migrate.latest(migrations);
  });
});
