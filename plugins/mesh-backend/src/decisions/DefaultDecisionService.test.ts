import { mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import {
  seenOf,
  type Decision,
  type RolloutSeen,
} from '@meshway/plugin-mesh-common';
import createKnex, { type Knex } from 'knex';
import { ChangeRefusedError } from './ChangeRefusedError';
import { DatabaseJournal } from './DatabaseJournal';
import type { DecisionTiming } from './DecisionTiming';
import { DefaultDecisionService } from './DefaultDecisionService';
import { FakeCluster } from './testing/FakeCluster';
import type { AuthorisedDecision } from './types';

const ENTITY = 'component:default/checkout';
const UNHEARD =
  'The portal did not hear the answer: it stopped, or the connection broke.';

let client: Knex;
let journal: DatabaseJournal;
let rollouts: FakeCluster;
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
  rollouts = new FakeCluster();
  request = {
    entityRef: ENTITY,
    decidedBy: 'user:default/guest',
    service: { cluster: 'lab', namespace: 'shop', name: 'checkout' },
    target: { kind: 'Rollout', namespace: 'shop', name: 'checkout' },
    verb: 'promote',
    seen: seenNow(),
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

async function rows(): Promise<Decision[]> {
  return (await journal.list(ENTITY, { limit: 10 })).decisions;
}

async function onlyRow(): Promise<Decision> {
  const all = await rows();
  expect(all).toHaveLength(1);
  return all[0];
}

function seenNow(): RolloutSeen {
  return seenOf(rollouts.cached()!)!;
}

describe('a promote', () => {
  it('is confirmed when the controller goes on', async () => {
    rollouts.controller = FakeCluster.goOn;
    const decision = await startBackend().take(request);
    expect(decision).toMatchObject({
      entityRef: ENTITY,
      target: { kind: 'Rollout', name: 'checkout' },
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
    rollouts.controller = FakeCluster.goOn;
    await backend.take(request);
    await new Promise(setImmediate);
    expect(states).toEqual(['requested', 'requested', 'applied', 'confirmed']);
  });

  it('stays applied while the controller does not react, and is confirmed as soon as it does', async () => {
    const backend = startBackend();
    const decision = await backend.take(request);
    expect(decision).toMatchObject({
      state: 'applied',
      outcome:
        'The API server took the promote, and the controller has not reacted within 0.1 s: it is down or busy, or has missed the change and sees it at its next resync or restart. Until then the Rollout stays at its step. Do not promote it again: that could skip a step. The decision is confirmed as soon as it reacts.',
    });

    await backend.settleOpen();
    expect((await onlyRow()).state).toBe('applied');

    const settled = new Promise<string>(resolve => backend.onChange(resolve));
    rollouts.change(FakeCluster.goOn);
    await expect(settled).resolves.toBe(ENTITY);
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'confirmed',
      outcome: 'The controller went on to step 4 of 6.',
    });
    backend.close();
    expect(rollouts.subscriptions).toBe(0);
  });

  it('fails when the Rollout stands at the same pause again', async () => {
    const seen = seenNow();
    rollouts.controller = status => {
      status.pauseConditions = [
        { reason: 'CanaryPauseStep', startTime: seen.pauseStartedAt },
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
      FakeCluster.goOn(await statusOf());
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
    rollouts.change(FakeCluster.goOn);
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
    rollouts.beforePatch = () => rollouts.change(FakeCluster.goOn);
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
    rollouts.controller = FakeCluster.goOn;
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
    const states = (await rows()).map(({ state }) => state);
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
    rollouts.controller = FakeCluster.goOn;
    const insert = journal.insert.bind(journal);
    jest.spyOn(journal, 'insert').mockImplementation(async (...row) => {
      const known = await insert(...row);
      await new Promise(resolve => setTimeout(resolve, 60));
      return known;
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
    rollouts.beforePatch = () => rollouts.change(FakeCluster.goOn);
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

  it('cannot judge the change: nothing was changed', async () => {
    rollouts.beforePatch = () => {
      throw new ChangeRefusedError('Its admission webhook does not answer.');
    };
    await expect(startBackend().take(request)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: 'Nothing was changed. Its admission webhook does not answer.',
    });
  });

  it.each([
    {
      situation: 'after it took the patch',
      breakOff: () => {
        rollouts.controller = FakeCluster.goOn;
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

  it('had only written it down: the next start knows that nothing was sent', async () => {
    await new Promise<void>(died => {
      jest.spyOn(journal, 'noteSending').mockImplementationOnce(() => {
        died();
        return new Promise(() => {});
      });
      startBackend().take(request);
    });
    clock += 15_000;
    await startBackend().settleOpen();
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome:
        'Nothing was changed: the portal stopped before anything was sent.',
    });
  });

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
    rollouts.controller = FakeCluster.goOn;
    await kill('afterPatch');
    clock += 15_000;
    await startBackend().settleOpen();
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'confirmed',
      outcome: `${UNHEARD} The controller went on to step 4 of 6.`,
    });
    // Its author did not live to tell the cluster.
    expect(rollouts.events).toHaveLength(1);
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

describe('a full promote of a Rollout that was paused by hand', () => {
  /** It takes two requests: spec first, then status. */
  function fullPromote(): AuthorisedDecision {
    return { ...request, verb: 'promote-full', seen: seenNow() };
  }

  const both = (status: any, spec: any) => {
    if (!spec.paused) status.observedGeneration = '4';
    if (status.promoteFull) status.currentStepIndex = 6;
  };

  beforeEach(() => {
    rollouts.change((_, spec) => {
      spec.paused = true;
    });
  });

  it('is sent in order, and confirmed when the controller goes past all steps', async () => {
    rollouts.controller = both;
    await expect(startBackend().take(fullPromote())).resolves.toMatchObject({
      state: 'confirmed',
      outcome:
        'The controller went past all 6 steps: the canary becomes stable as soon as all its pods are ready.',
    });
    expect(rollouts.patches.map(({ subresource }) => subresource)).toEqual([
      undefined,
      'status',
    ]);
  });

  it('says what was done when the second request is refused', async () => {
    rollouts.beforePatch = ({ subresource }) => {
      if (subresource) rollouts.change(status => (status.abort = true));
    };
    const message =
      'The Rollout was resumed (spec.paused), which was the first half. The full promote changed nothing. The update has been aborted since.';
    await expect(startBackend().take(fullPromote())).rejects.toMatchObject({
      name: 'ConflictError',
      message,
    });
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: message,
    });
  });

  it('says what was done when the portal may make only the first half', async () => {
    rollouts.beforePatch = ({ subresource }) => {
      if (subresource) throw new NotAllowedError('A rule is missing.');
    };
    const message =
      'The Rollout was resumed (spec.paused), which was the first half. A rule is missing.';
    await expect(startBackend().take(fullPromote())).rejects.toMatchObject({
      name: 'NotAllowedError',
      message,
    });
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: message,
    });
  });

  it('was half sent when the backend was killed: the next start says which half', async () => {
    await new Promise<void>(died => {
      rollouts.beforePatch = ({ subresource }) => {
        if (!subresource) return undefined;
        died();
        return new Promise(() => {});
      };
      startBackend().take(fullPromote());
    });
    clock += 15_000;
    await startBackend().settleOpen();
    await expect(onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: `${UNHEARD} The Rollout was resumed (spec.paused), and the full promote was not sent: take it again.`,
    });
  });
});

describe('a request that is sent again', () => {
  beforeEach(() => {
    rollouts.controller = FakeCluster.goOn;
    request = { ...request, idempotencyKey: 'click-1' };
  });

  it('is one decision, also when both are under way on different replicas', async () => {
    const [one, other] = await Promise.all([
      startBackend().take(request),
      startBackend().take(request),
    ]);
    expect(one).toMatchObject({ state: 'confirmed' });
    expect(other).toEqual(one);
    await expect(startBackend().take(request)).resolves.toEqual(one);
    expect(rollouts.patches).toHaveLength(1);
    await expect(onlyRow()).resolves.toEqual(one);
  });

  it('is refused when it asks for something else', async () => {
    await startBackend().take(request);
    await expect(
      startBackend().take({ ...request, verb: 'abort' }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'Nothing was changed: this idempotency key belongs to another decision. Use a new one for each decision.',
    });
    expect(rollouts.patches).toHaveLength(1);
  });

  it('of somebody else is another decision', async () => {
    await startBackend().take(request);
    await expect(
      startBackend().take({ ...request, decidedBy: 'user:default/other' }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(rows()).resolves.toHaveLength(2);
  });
});

describe('a decision that two people take', () => {
  const hour = () => new Date(clock + 3_600_000);

  beforeEach(() => {
    rollouts.controller = FakeCluster.goOn;
  });

  it('waits until somebody approves it, and is carried out in the name of who proposed it', async () => {
    const backend = startBackend();
    const proposal = await backend.propose(request, hour());
    expect(proposal).toMatchObject({
      state: 'proposed',
      approval: { expiresAt: '2026-11-20T13:00:00.000Z' },
    });
    await backend.settleOpen();
    expect(rollouts.patches).toEqual([]);

    clock += 60_000;
    const decision = await backend.approve(proposal.id, {
      by: 'user:default/second',
    });
    expect(decision).toMatchObject({
      id: proposal.id,
      state: 'confirmed',
      decidedBy: 'user:default/guest',
      approval: {
        by: 'user:default/second',
        at: '2026-11-20T12:01:00.000Z',
      },
    });
    expect(rollouts.authors).toEqual(['user:default/guest']);
    expect(rollouts.events).toMatchObject([
      {
        reason: 'MeshwayPromote',
        message: `user:default/guest decided a promote, approved by user:default/second: looks good (decision ${proposal.id})`,
      },
    ]);
  });

  it('is carried out once when two approve it at the same instant', async () => {
    const { id } = await startBackend().propose(request, hour());
    const answers = await Promise.allSettled([
      startBackend().approve(id, { by: 'user:default/a' }),
      startBackend().approve(id, { by: 'user:default/b' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(rollouts.patches).toHaveLength(1);
  });

  it('changes nothing when the world has moved on since it was proposed', async () => {
    const backend = startBackend();
    const { id } = await backend.propose(request, hour());
    rollouts.change(FakeCluster.goOn);
    await expect(
      backend.approve(id, { by: 'user:default/second' }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'The promote changed nothing. The update has gone on from step 2 to step 4 of 6.',
    });
    await expect(onlyRow()).resolves.toMatchObject({ state: 'failed' });
  });

  it('cannot be approved any more when it has expired or was taken back', async () => {
    const backend = startBackend();
    const expiring = await backend.propose(request, hour());
    const withdrawn = await backend.propose(request, hour());
    await expect(
      backend.withdraw(withdrawn.id, 'user:default/guest'),
    ).resolves.toMatchObject({
      state: 'withdrawn',
      outcome: 'Taken back by user:default/guest.',
    });
    const approve = (id: string) =>
      backend.approve(id, { by: 'user:default/second' });
    await expect(approve(withdrawn.id)).rejects.toThrow('it is withdrawn');

    clock += 3_600_000;
    await expect(approve(expiring.id)).rejects.toThrow(
      'the proposal has expired',
    );
    await backend.settleOpen();
    await expect(backend.get(expiring.id)).resolves.toMatchObject({
      state: 'expired',
      outcome: 'Nobody approved it in time.',
    });
    await expect(
      backend.withdraw(expiring.id, 'user:default/guest'),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(approve('unknown')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    expect(rollouts.patches).toEqual([]);
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
