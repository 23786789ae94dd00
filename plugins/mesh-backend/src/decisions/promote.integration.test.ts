import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { Rollout, RolloutSeen } from '@meshway/plugin-mesh-common';
import createKnex, { type Knex } from 'knex';
import { TestLab } from '../testing/TestLab';
import { DatabaseJournal } from './DatabaseJournal';
import { DefaultDecisionService } from './DefaultDecisionService';
import type { DecidingMoment } from './testing/decidingProcess';
import { killDeciding } from './testing/killDeciding';
import { LabCanary } from './testing/LabCanary';
import { LabCluster } from './testing/LabCluster';
import type { AuthorisedDecision } from './types';

/** Promotes that are raced. */
const REPETITIONS = 60;

const ENTITY = 'component:default/canary';
const UNHEARD =
  'The portal did not hear the answer: it stopped, or the connection broke.';

jest.setTimeout(300_000);

let lab: TestLab;
let cluster: LabCluster;
let canary: LabCanary;
let folder: string;
let client: Knex;
let journal: DatabaseJournal;

beforeAll(async () => {
  lab = await TestLab.open();
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  cluster = await LabCluster.connect(lab, logger);
  canary = new LabCanary(lab, cluster, 'promote-test');
  await canary.create(REPETITIONS + 1);
  folder = await mkdtemp(join(tmpdir(), 'meshway-journal-'));
  client = createKnex({
    client: 'better-sqlite3',
    connection: join(folder, 'journal.sqlite'),
    useNullAsDefault: true,
  });
  journal = await DatabaseJournal.create({
    database: mockServices.database.mock({ getClient: async () => client }),
    logger,
  });
});

afterEach(async () => {
  await client?.('decisions').delete();
});

afterAll(async () => {
  await canary?.delete();
  await cluster?.stop();
  await client?.destroy();
  if (folder) await rm(folder, { recursive: true });
});

function startBackend(now?: () => Date): DefaultDecisionService {
  return new DefaultDecisionService({
    journal,
    access: cluster,
    logger: mockServices.logger.mock(),
    now,
  });
}

function promote(seen: RolloutSeen): AuthorisedDecision {
  return {
    entityRef: ENTITY,
    decidedBy: 'user:default/guest',
    service: canary.service,
    target: canary.target,
    verb: 'promote',
    seen,
  };
}

describe('two promotes at the same instant', () => {
  it(`advance exactly one step, ${REPETITIONS} times over`, async () => {
    // Two replicas of the backend, so that nothing in one process can order them.
    const [one, other] = [startBackend(), startBackend()];
    const refusals = new Map<string, number>();
    let seen = await canary.ship();
    const startedAt = Date.now();
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      const answers = await Promise.allSettled([
        one.take(promote(seen)),
        other.take(promote(seen)),
      ]);
      const taken = answers.flatMap(answer =>
        answer.status === 'fulfilled' ? answer.value : [],
      );
      const refused = answers.flatMap(answer =>
        answer.status === 'rejected' ? answer.reason : [],
      );
      expect(taken).toMatchObject([{ state: 'confirmed' }]);
      expect(refused).toMatchObject([{ name: 'ConflictError' }]);
      const reason = refused[0].message.replace(/\d+/g, 'N');
      refusals.set(reason, (refusals.get(reason) ?? 0) + 1);

      const next = await canary.nextPause(seen.stepIndex);
      expect(next.stepIndex).toBe(seen.stepIndex + 2);
      seen = next;
    }
    const { decisions: rows } = await journal.list(ENTITY, { limit: 1000 });
    const count = (state: string) =>
      rows.filter(row => row.state === state).length;
    expect([count('confirmed'), count('failed')]).toEqual([
      REPETITIONS,
      REPETITIONS,
    ]);
    const seconds = (Date.now() - startedAt) / 1000;
    process.stdout.write(
      `${REPETITIONS} repetitions in ${seconds.toFixed(1)} s: ` +
        `${count('confirmed')} confirmed, ${count('failed')} refused\n` +
        `${[...refusals].map(([why, n]) => `  ${n} x ${why}\n`).join('')}`,
    );
  });
});

describe('a promote from a stale page', () => {
  /** Not the whole status: pods come and go at a pause, too. */
  function whatAPromoteMoves({ status }: Rollout) {
    const { currentPodHash, currentStepIndex, pauseConditions, abort } = status;
    return { currentPodHash, currentStepIndex, pauseConditions, abort };
  }

  it.each<[string, (seen: RolloutSeen) => Promise<unknown>, RegExp]>([
    [
      'somebody else has promoted',
      async seen => {
        await startBackend().take(promote(seen));
        await canary.nextPause(seen.stepIndex);
      },
      /^The promote changed nothing\. The update has gone on from step 2 to step 4 of \d+\.$/,
    ],
    [
      'another version was shipped',
      async () => await canary.ship(),
      /^The promote changed nothing\. Another revision has taken the place of the one you saw: example\.com\/app:\d+\.$/,
    ],
    [
      'somebody aborted the update',
      async () => await canary.abort(),
      /^The promote changed nothing\. The update has been aborted since\.$/,
    ],
  ])('changes nothing when %s', async (_situation, moveOn, message) => {
    const seen = await canary.ship();
    await moveOn(seen);
    const before = await canary.read();
    await expect(startBackend().take(promote(seen))).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(message),
    });
    const after = await canary.read();
    expect(whatAPromoteMoves(after)).toEqual(whatAPromoteMoves(before));
    await expect(journal.list(ENTITY, { limit: 1 })).resolves.toMatchObject({
      decisions: [{ state: 'failed', outcome: expect.stringMatching(message) }],
    });
  });
});

describe('a backend that is killed between the click and the answer', () => {
  /** Lets another process take the decision on the same database, and kills it at the moment. */
  async function killAt(
    moment: DecidingMoment,
    seen: RolloutSeen,
  ): Promise<void> {
    await killDeciding({
      address: lab,
      database: join(folder, 'journal.sqlite'),
      request: promote(seen),
      moment,
    });
  }

  async function onlyRow() {
    const { decisions: rows } = await journal.list(ENTITY, { limit: 10 });
    expect(rows).toHaveLength(1);
    return rows[0];
  }

  /** A start when the dead process has had its time. */
  async function startLater(): Promise<void> {
    const backend = startBackend(() => new Date(Date.now() + 15_000));
    await backend.settleOpen();
    backend.close();
  }

  it('had only written it down: the next start knows that nothing was sent', async () => {
    const seen = await canary.ship();
    await killAt('after it was written down', seen);
    await startLater();
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome:
        'Nothing was changed: the portal stopped before anything was sent.',
    });
    await expect(canary.seen()).resolves.toEqual(seen);
  });

  it('had noted that it was applied: the next start says how far the controller went', async () => {
    const seen = await canary.ship();
    await killAt('after it was noted as applied', seen);
    expect((await onlyRow()).state).toBe('applied');
    await canary.nextPause(seen.stepIndex);
    await startLater();
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'confirmed',
      outcome: expect.stringMatching(
        /^The controller went on to step 4 of \d+\.$/,
      ),
    });
  });

  it('had not sent the patch: the next start says that nothing was changed', async () => {
    const seen = await canary.ship();
    await killAt('before the patch is sent', seen);
    expect((await onlyRow()).state).toBe('requested');

    await startLater();
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: `${UNHEARD} The Rollout still waits at the same pause: nothing was changed.`,
    });
    await expect(canary.seen()).resolves.toEqual(seen);
  });

  it('had sent the patch: the next start says how far the controller went', async () => {
    const seen = await canary.ship();
    await killAt('after the patch was answered', seen);
    expect((await onlyRow()).state).toBe('requested');
    const next = await canary.nextPause(seen.stepIndex);
    expect(next.stepIndex).toBe(seen.stepIndex + 2);

    await startLater();
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'confirmed',
      outcome: expect.stringMatching(
        `^${UNHEARD} The controller went on to step 4 of \\d+\\.$`,
      ),
    });
  });
});
