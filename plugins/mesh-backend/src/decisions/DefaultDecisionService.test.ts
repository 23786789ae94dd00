import { mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { seenOf, type Decision } from '@meshway/plugin-mesh-common';
import createKnex, { type Knex } from 'knex';
import { DatabaseJournal } from './DatabaseJournal';
import {
  DefaultDecisionService,
  type DecisionTiming,
} from './DefaultDecisionService';
import { FakeRollouts } from './testing/FakeRollouts';
import type { AuthorisedDecision } from './types';

const ENTITY = 'component:default/checkout';
const UNHEARD =
  'The portal did not hear the answer: it stopped, or the connection broke.';

let client: Knex;
let journal: DatabaseJournal;
let rollouts: FakeRollouts;
let request: AuthorisedDecision;
let clock: number;

beforeEach(async () => {
  client = createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  journal = await DatabaseJournal.create({
    database: mockServices.database.mock({ getClient: async () => client }),
    logger: mockServices.logger.mock(),
  });
  rollouts = new FakeRollouts();
  request = {
    entityRef: ENTITY,
    decidedBy: 'user:default/guest',
    target: { cluster: 'lab', namespace: 'shop', rollout: 'checkout' },
    verb: 'promote',
    seen: seenOf(rollouts.cached()!)!,
    reason: 'looks good',
  };
  clock = Date.parse('2026-11-20T12:00:00Z');
});

afterEach(async () => {
  await client.destroy();
});

/** A backend on the database that all of them share. */
function startBackend(
  timing?: Partial<DecisionTiming>,
): DefaultDecisionService {
  return new DefaultDecisionService({
    journal,
    access: rollouts,
    logger: mockServices.logger.mock(),
    timing: { reactionMs: 100, pollMs: 10, ...timing },
    now: () => new Date(clock),
  });
}

async function onlyRow(): Promise<Decision> {
  const rows = await journal.list(ENTITY, 10);
  expect(rows).toHaveLength(1);
  return rows[0];
}

describe('a promote', () => {
  it('is confirmed when the controller goes on', async () => {
    rollouts.controller = FakeRollouts.goOn;
    const decision = await startBackend().take(request);
    expect(decision).toMatchObject({
      entityRef: ENTITY,
      workload: 'checkout',
      decidedBy: 'user:default/guest',
      reason: 'looks good',
      seen: request.seen,
      state: 'confirmed',
      outcome: 'The controller went on to step 4 of 6.',
    });
    await expect(onlyRow()).resolves.toEqual(decision);
    expect(rollouts.patches).toHaveLength(1);
    expect(rollouts.subscriptions).toBe(0);
  });

  it('is in the journal before it is sent, and applied before it is confirmed', async () => {
    const states: string[] = [];
    const note = async () => {
      states.push((await onlyRow()).state);
    };
    rollouts.beforePatch = note;
    const backend = startBackend();
    backend.onChange(note);
    rollouts.controller = FakeRollouts.goOn;
    await backend.take(request);
    await new Promise(setImmediate);
    expect(states).toEqual(['requested', 'requested', 'applied', 'confirmed']);
  });

  it('stays applied while the controller does not react, and is confirmed as soon as it does', async () => {
    const backend = startBackend();
    const decision = await backend.take(request);
    expect(decision.state).toBe('applied');
    expect(decision.outcome).toBeUndefined();

    await backend.settleOpen();
    expect((await onlyRow()).state).toBe('applied');

    const settled = new Promise<string>(resolve => backend.onChange(resolve));
    rollouts.change(FakeRollouts.goOn);
    await expect(settled).resolves.toBe(ENTITY);
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'confirmed',
      outcome: 'The controller went on to step 4 of 6.',
    });
    backend.close();
    expect(rollouts.subscriptions).toBe(0);
  });

  it('fails when the Rollout stands at the same pause again', async () => {
    rollouts.controller = status => {
      status.pauseConditions = [
        { reason: 'CanaryPauseStep', startTime: request.seen.pauseStartedAt },
      ];
    };
    await expect(startBackend().take(request)).resolves.toMatchObject({
      state: 'failed',
      outcome:
        'The Rollout stands at the same pause again: the promote was lost.',
    });
  });

  it('is settled once when another replica is faster', async () => {
    const other = startBackend();
    rollouts.afterPatch = async () => {
      clock += 20_000;
      FakeRollouts.goOn(await statusOf());
      await other.settleOpen();
    };
    const decision = await startBackend().take(request);
    expect(decision).toMatchObject({
      state: 'confirmed',
      outcome: `${UNHEARD} The controller went on to step 4 of 6.`,
    });
    await expect(onlyRow()).resolves.toEqual(decision);
  });
});

describe('a promote that comes too late', () => {
  it('changes nothing, says what changed, and is kept as failed', async () => {
    rollouts.change(FakeRollouts.goOn);
    const message =
      'The promote changed nothing. The update has gone on from step 2 to step 4 of 6.';
    await expect(startBackend().take(request)).rejects.toMatchObject({
      name: 'ConflictError',
      message,
    });
    expect(rollouts.patches).toEqual([]);
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: message,
    });
  });

  it('is refused by the API server when the Rollout changes while it is on its way', async () => {
    // It waits at the next pause by now, which a patch without tests would end.
    rollouts.beforePatch = () => rollouts.change(FakeRollouts.goOn);
    const message =
      'The promote changed nothing. The update has gone on from step 2 to step 4 of 6.';
    await expect(startBackend().take(request)).rejects.toMatchObject({
      name: 'ConflictError',
      message,
    });
    expect(rollouts.cached()!.status.currentStepIndex).toBe(3);
    expect(rollouts.cached()!.status.pauseConditions).toHaveLength(1);
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: message,
    });
  });

  it('goes to one of two who decide at the same instant', async () => {
    rollouts.controller = FakeRollouts.goOn;
    const backend = startBackend();
    const answers = await Promise.allSettled([
      backend.take(request),
      backend.take(request),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(rollouts.cached()!.status.currentStepIndex).toBe(3);
    const states = (await journal.list(ENTITY, 10)).map(({ state }) => state);
    expect(states.sort()).toEqual(['confirmed', 'failed']);
  });

  it('finds the Rollout gone', async () => {
    rollouts.delete();
    await expect(startBackend().take(request)).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'The promote changed nothing. The Rollout does not exist any more.',
    });
  });
});

describe('a row that another replica may take for left behind', () => {
  it('is not acted on any more when it took too long to be written', async () => {
    rollouts.controller = FakeRollouts.goOn;
    const insert = journal.insert.bind(journal);
    jest.spyOn(journal, 'insert').mockImplementation(async (...row) => {
      await insert(...row);
      await new Promise(resolve => setTimeout(resolve, 60));
    });
    await expect(
      startBackend({ sendMs: 20 }).take(request),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'The journal took too long to write the decision down.',
    });
    expect(rollouts.patches).toEqual([]);
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome:
        'Nothing was changed. The journal took too long to write the decision down.',
    });
  });

  it('is settled before that also when asking what changed takes long', async () => {
    const timeouts = jest.spyOn(AbortSignal, 'timeout');
    rollouts.beforePatch = () => rollouts.change(FakeRollouts.goOn);
    const backend = startBackend({ sendMs: 8_000, holdMs: 15_000 });
    await expect(backend.take(request)).rejects.toThrow('changed nothing');
    const total = timeouts.mock.calls.reduce((sum, [ms]) => sum + ms, 0);
    timeouts.mockRestore();
    expect(total).toBeGreaterThan(8_000);
    expect(total).toBeLessThan(13_000);
  });
});

describe('a cluster that does not play along', () => {
  it('is silent before anything was sent: nothing was changed', async () => {
    rollouts.reachable = false;
    await expect(startBackend().take(request)).rejects.toThrow(
      ServiceUnavailableError,
    );
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome:
        'Nothing was changed. Cluster lab does not answer: connection refused.',
    });
  });

  it('does not let the portal patch: nothing was changed', async () => {
    rollouts.beforePatch = () => {
      throw new NotAllowedError('The portal may not patch rollouts.');
    };
    await expect(startBackend().take(request)).rejects.toThrow(NotAllowedError);
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: 'Nothing was changed. The portal may not patch rollouts.',
    });
  });

  it.each([
    {
      situation: 'after it took the patch',
      breakOff: () => {
        rollouts.controller = FakeRollouts.goOn;
        rollouts.afterPatch = breakConnection;
      },
      settled: {
        state: 'confirmed',
        outcome: `${UNHEARD} The controller went on to step 4 of 6.`,
      },
    },
    {
      situation: 'before the patch reached it',
      breakOff: () => {
        rollouts.beforePatch = breakConnection;
      },
      settled: {
        state: 'failed',
        outcome: `${UNHEARD} The Rollout still waits at the same pause: nothing was changed.`,
      },
    },
  ])('breaks the connection off $situation', async ({ breakOff, settled }) => {
    breakOff();
    const backend = startBackend();
    await expect(backend.take(request)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'Whether the promote took effect is not known yet',
      ),
    });
    await expect(onlyRow()).resolves.toMatchObject({ state: 'requested' });

    clock += 15_000;
    await backend.settleOpen();
    await expect(onlyRow()).resolves.toMatchObject(settled);
  });
});

describe('a backend that is killed between the click and the answer', () => {
  /** Takes the decision until the process dies at `moment`, of which nothing is ever heard again. */
  async function kill(moment: 'beforePatch' | 'afterPatch'): Promise<void> {
    await new Promise<void>(died => {
      rollouts[moment] = () => {
        died();
        return new Promise(() => {});
      };
      startBackend().take(request);
    });
    rollouts[moment] = () => {};
  }

  it('had not sent the patch: the next start says that nothing was changed', async () => {
    await kill('beforePatch');
    clock += 15_000;
    await startBackend().settleOpen();
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: `${UNHEARD} The Rollout still waits at the same pause: nothing was changed.`,
    });
  });

  it('had sent the patch: the next start says how far the controller went', async () => {
    rollouts.controller = FakeRollouts.goOn;
    await kill('afterPatch');
    clock += 15_000;
    await startBackend().settleOpen();
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'confirmed',
      outcome: `${UNHEARD} The controller went on to step 4 of 6.`,
    });
  });

  it('had sent the patch and another revision came: the next start does not guess', async () => {
    rollouts.controller = status => {
      status.currentPodHash = 'newer';
    };
    await kill('afterPatch');
    clock += 15_000;
    await startBackend().settleOpen();
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: `${UNHEARD} Another revision has taken the place of the one that was promoted.`,
    });
  });

  it('may still be at work as far as another replica knows, which leaves its row alone', async () => {
    await kill('beforePatch');
    clock += 14_000;
    await startBackend().settleOpen();
    await expect(onlyRow()).resolves.toMatchObject({ state: 'requested' });
  });

  it('left a row about a cluster that is silent: it stays open until the cluster answers', async () => {
    await kill('beforePatch');
    rollouts.reachable = false;
    clock += 60_000;
    const next = startBackend();
    await next.settleOpen();
    await expect(onlyRow()).resolves.toMatchObject({ state: 'requested' });
    rollouts.reachable = true;
    await next.settleOpen();
    await expect(onlyRow()).resolves.toMatchObject({ state: 'failed' });
  });

  it('left a row about a cluster that never answers again: it is given up after a day', async () => {
    await kill('beforePatch');
    rollouts.reachable = false;
    clock += 24 * 60 * 60 * 1000;
    await startBackend().settleOpen();
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome:
        'What came of it is not known: cluster lab could not be asked for a day.',
    });
  });
});

function breakConnection(): never {
  throw new ServiceUnavailableError(
    'Cluster lab does not answer: connection broken off.',
  );
}

/** The status as it is kept, to be changed without anyone being told. */
async function statusOf(): Promise<any> {
  let found: unknown;
  rollouts.change(status => {
    found = status;
  });
  return found;
}
