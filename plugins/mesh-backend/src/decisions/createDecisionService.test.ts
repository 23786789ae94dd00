import type { SchedulerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import createKnex, { type Knex } from 'knex';
import { createDecisionService } from './createDecisionService';
import { DatabaseJournal } from './DatabaseJournal';
import { FakeCluster } from './testing/FakeCluster';

const DAY_MS = 24 * 60 * 60 * 1000;

type Task = Parameters<SchedulerService['scheduleTask']>[0];

let client: Knex;

beforeEach(() => {
  client = createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
});

afterEach(async () => {
  await client.destroy();
});

it('settles what is open on every replica, and forgets what is old on one', async () => {
  const tasks: Task[] = [];
  const database = mockServices.database.mock({
    getClient: async () => client,
  });
  const logger = mockServices.logger.mock();
  const service = await createDecisionService({
    database,
    scheduler: mockServices.scheduler.mock({
      scheduleTask: async task => {
        tasks.push(task);
      },
    }),
    lifecycle: mockServices.lifecycle.mock(),
    logger,
    access: new FakeCluster(),
    settings: { retentionMs: 30 * DAY_MS },
  });
  expect(tasks.map(({ id, scope }) => [id, scope])).toEqual([
    ['settle-open-decisions', 'local'],
    ['forget-old-decisions', 'global'],
  ]);

  const journal = await DatabaseJournal.create({ database, logger });
  for (const [id, state, days] of [
    ['old', 'confirmed', 31],
    ['young', 'confirmed', 29],
    ['left behind', 'requested', 31],
  ] as const) {
    const at = new Date(Date.now() - days * DAY_MS);
    await journal.insert(
      {
        id,
        entityRef: 'component:default/checkout',
        service: { cluster: 'lab', namespace: 'shop', name: 'checkout' },
        target: { kind: 'Rollout', namespace: 'shop', name: 'checkout' },
        verb: 'promote',
        state,
        decidedBy: 'user:default/guest',
        seen: { podHash: 'canary', stepIndex: 1, weight: 20 },
        requestedAt: at.toISOString(),
        updatedAt: at.toISOString(),
      },
      at,
    );
  }
  const signal = new AbortController().signal;
  // It forgets first, so that what is open is not settled yet.
  for (const { fn } of [...tasks].reverse()) await fn(signal);
  const { decisions } = await service.list('component:default/checkout', {
    limit: 10,
  });
  expect(decisions.map(({ id, state }) => [id, state])).toEqual([
    ['young', 'confirmed'],
    ['left behind', 'failed'],
  ]);
});
