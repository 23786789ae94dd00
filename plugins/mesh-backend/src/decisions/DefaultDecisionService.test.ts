import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { ChangeRefusedError } from './ChangeRefusedError';
import { FakeCluster } from './testing/FakeCluster';
import { FakePortal, UNHEARD } from './testing/FakePortal';
import type { AuthorisedDecision } from './types';

let portal: FakePortal;
let request: AuthorisedDecision;

beforeEach(async () => {
  portal = await FakePortal.open();
  request = portal.promote();
});

afterEach(async () => {
  await portal.close();
});

describe('a promote', () => {
  it('is confirmed when the controller goes on', async () => {
    portal.cluster.controller = FakeCluster.goOn;
    const decision = await portal.startBackend().take(request);
    expect(decision).toMatchObject({
      entityRef: request.entityRef,
      target: { kind: 'Rollout', name: 'checkout' },
      decidedBy: 'user:default/guest',
      reason: 'looks good',
      seen: request.seen,
      state: 'confirmed',
      outcome: 'The controller went on to step 4 of 6.',
    });
    await expect(portal.onlyRow()).resolves.toEqual(decision);
    expect(portal.cluster.patches).toHaveLength(1);
    expect(portal.cluster.subscriptions).toBe(0);
  });

  it('is in the journal before it is sent, and applied before it is confirmed', async () => {
    const states: string[] = [];
    const note = async () => {
      states.push((await portal.onlyRow()).state);
    };
    portal.cluster.beforePatch = note;
    const backend = portal.startBackend();
    backend.onChange(note);
    portal.cluster.controller = FakeCluster.goOn;
    await backend.take(request);
    await new Promise(setImmediate);
    expect(states).toEqual(['requested', 'requested', 'applied', 'confirmed']);
  });

  it('stays applied while the controller does not react, and is confirmed as soon as it does', async () => {
    const backend = portal.startBackend();
    const decision = await backend.take(request);
    expect(decision).toMatchObject({
      state: 'applied',
      outcome:
        'The API server took the promote, and the controller has not reacted within 0.1 s: it is down or busy, or has missed the change and sees it at its next resync or restart. Until then the Rollout stays at its step. Do not promote it again: that could skip a step. The decision is confirmed as soon as it reacts.',
    });

    await backend.settleOpen();
    expect((await portal.onlyRow()).state).toBe('applied');

    const settled = new Promise<string>(resolve => backend.onChange(resolve));
    portal.cluster.change(FakeCluster.goOn);
    await expect(settled).resolves.toBe(request.entityRef);
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'confirmed',
      outcome: 'The controller went on to step 4 of 6.',
    });
    backend.close();
    expect(portal.cluster.subscriptions).toBe(0);
  });

  it('fails when the Rollout stands at the same pause again', async () => {
    const { pauseConditions } = portal.cluster.cached()!.status;
    portal.cluster.controller = status => {
      status.pauseConditions = pauseConditions;
    };
    await expect(portal.startBackend().take(request)).resolves.toMatchObject({
      state: 'failed',
      outcome:
        'The Rollout stands at the same pause again: the promote was lost.',
    });
  });

  it('is settled once when another replica is faster', async () => {
    const other = portal.startBackend();
    portal.cluster.afterPatch = async () => {
      portal.clock += 20_000;
      FakeCluster.goOn(await statusOf());
      await other.settleOpen();
    };
    const decision = await portal.startBackend().take(request);
    expect(decision).toMatchObject({
      state: 'confirmed',
      outcome: `${UNHEARD} The controller went on to step 4 of 6.`,
    });
    await expect(portal.onlyRow()).resolves.toEqual(decision);
  });
});

describe('a promote that comes too late', () => {
  it('changes nothing, says what changed, and is kept as failed', async () => {
    portal.cluster.change(FakeCluster.goOn);
    const message =
      'The promote changed nothing. The update has gone on from step 2 to step 4 of 6.';
    await expect(portal.startBackend().take(request)).rejects.toMatchObject({
      name: 'ConflictError',
      message,
    });
    expect(portal.cluster.patches).toEqual([]);
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: message,
    });
  });

  it('is refused by the API server when the Rollout changes while it is on its way', async () => {
    // It waits at the next pause by now, which a patch without tests would end.
    portal.cluster.beforePatch = () => portal.cluster.change(FakeCluster.goOn);
    const message =
      'The promote changed nothing. The update has gone on from step 2 to step 4 of 6.';
    await expect(portal.startBackend().take(request)).rejects.toMatchObject({
      name: 'ConflictError',
      message,
    });
    expect(portal.cluster.cached()!.status.currentStepIndex).toBe(3);
    expect(portal.cluster.cached()!.status.pauseConditions).toHaveLength(1);
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: message,
    });
  });

  it('goes to one of two who decide at the same instant', async () => {
    portal.cluster.controller = FakeCluster.goOn;
    const backend = portal.startBackend();
    const answers = await Promise.allSettled([
      backend.take(request),
      backend.take(request),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(portal.cluster.cached()!.status.currentStepIndex).toBe(3);
    const states = (await portal.rows()).map(({ state }) => state);
    expect(states.sort()).toEqual(['confirmed', 'failed']);
  });

  it('finds the Rollout gone', async () => {
    portal.cluster.delete();
    await expect(portal.startBackend().take(request)).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'The promote changed nothing. The Rollout does not exist any more.',
    });
  });
});

describe('a row that another replica may take for left behind', () => {
  it('is not acted on any more when it took too long to be written', async () => {
    portal.cluster.controller = FakeCluster.goOn;
    const insert = portal.journal.insert.bind(portal.journal);
    jest.spyOn(portal.journal, 'insert').mockImplementation(async (...row) => {
      const known = await insert(...row);
      await new Promise(resolve => setTimeout(resolve, 60));
      return known;
    });
    await expect(
      portal.startBackend({ sendMs: 20 }).take(request),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'The journal took too long to write the decision down.',
    });
    expect(portal.cluster.patches).toEqual([]);
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome:
        'Nothing was changed. The journal took too long to write the decision down.',
    });
  });

  it('is settled before that also when asking what changed takes long', async () => {
    const timeouts = jest.spyOn(AbortSignal, 'timeout');
    portal.cluster.beforePatch = () => portal.cluster.change(FakeCluster.goOn);
    const backend = portal.startBackend({ sendMs: 8_000, holdMs: 15_000 });
    await expect(backend.take(request)).rejects.toThrow('changed nothing');
    const total = timeouts.mock.calls.reduce((sum, [ms]) => sum + ms, 0);
    timeouts.mockRestore();
    expect(total).toBeGreaterThan(8_000);
    expect(total).toBeLessThan(13_000);
  });
});

describe('a cluster that does not play along', () => {
  it('is silent before anything was sent: nothing was changed', async () => {
    portal.cluster.reachable = false;
    await expect(portal.startBackend().take(request)).rejects.toThrow(
      ServiceUnavailableError,
    );
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome:
        'Nothing was changed. Cluster lab does not answer: connection refused.',
    });
  });

  it('does not let the portal patch: nothing was changed', async () => {
    portal.cluster.beforePatch = () => {
      throw new NotAllowedError('The portal may not patch portal.cluster.');
    };
    await expect(portal.startBackend().take(request)).rejects.toThrow(
      NotAllowedError,
    );
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: 'Nothing was changed. The portal may not patch portal.cluster.',
    });
  });

  it('cannot judge the change: nothing was changed', async () => {
    portal.cluster.beforePatch = () => {
      throw new ChangeRefusedError('Its admission webhook does not answer.');
    };
    await expect(portal.startBackend().take(request)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: 'Nothing was changed. Its admission webhook does not answer.',
    });
  });

  it.each([
    {
      situation: 'after it took the patch',
      breakOff: () => {
        portal.cluster.controller = FakeCluster.goOn;
        portal.cluster.afterPatch = breakConnection;
      },
      settled: {
        state: 'confirmed',
        outcome: `${UNHEARD} The controller went on to step 4 of 6.`,
      },
    },
    {
      situation: 'before the patch reached it',
      breakOff: () => {
        portal.cluster.beforePatch = breakConnection;
      },
      settled: {
        state: 'failed',
        outcome: `${UNHEARD} The Rollout still waits at the same pause: nothing was changed.`,
      },
    },
  ])('breaks the connection off $situation', async ({ breakOff, settled }) => {
    breakOff();
    const backend = portal.startBackend();
    await expect(backend.take(request)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'Whether the promote took effect is not known yet',
      ),
    });
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'requested',
    });

    portal.clock += 15_000;
    await backend.settleOpen();
    await expect(portal.onlyRow()).resolves.toMatchObject(settled);
  });
});

describe('a journal that does not play along', () => {
  const SILENT = 'The journal of decisions does not answer.';

  function breakOff(method: 'noteSending' | 'move'): void {
    jest
      .spyOn(portal.journal, method)
      .mockRejectedValue(new ServiceUnavailableError(SILENT));
  }

  it('cannot be written: nothing is sent, and no word of the database gets out', async () => {
    await portal.breakDatabase();
    await expect(portal.startBackend().take(request)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: SILENT,
    });
    expect(portal.cluster.patches).toEqual([]);
  });

  it('falls silent before anything was sent: nothing is sent', async () => {
    breakOff('noteSending');
    await expect(portal.startBackend().take(request)).rejects.toThrow(SILENT);
    expect(portal.cluster.patches).toEqual([]);
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: `Nothing was changed. ${SILENT}`,
    });
  });

  it('falls silent after it was sent: it is told as applied, and settled later', async () => {
    portal.cluster.controller = FakeCluster.goOn;
    breakOff('move');
    await expect(portal.startBackend().take(request)).resolves.toMatchObject({
      state: 'applied',
    });
    jest.restoreAllMocks();
    portal.clock += 15_000;
    await portal.startBackend().settleOpen();
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'confirmed',
    });
  });
});

it('says of a failure of its own nothing but that its log says why', async () => {
  jest.spyOn(portal.cluster, 'read').mockRejectedValue(new Error('10.0.0.7'));
  await expect(portal.startBackend().take(request)).rejects.toThrow();
  await expect(portal.onlyRow()).resolves.toMatchObject({
    state: 'failed',
    outcome: 'Nothing was changed: the portal failed, and its log says why.',
  });
});

describe('a full promote of a Rollout that was paused by hand', () => {
  /** It takes two requests: spec first, then status. */
  function fullPromote(): AuthorisedDecision {
    return { ...request, verb: 'promote-full', seen: portal.seenNow() };
  }

  const both = (status: any, spec: any) => {
    if (!spec.paused) status.observedGeneration = '4';
    if (status.promoteFull) status.currentStepIndex = 6;
  };

  beforeEach(() => {
    portal.cluster.change((_, spec) => {
      spec.paused = true;
    });
  });

  it('is sent in order, and confirmed when the controller goes past all steps', async () => {
    portal.cluster.controller = both;
    await expect(
      portal.startBackend().take(fullPromote()),
    ).resolves.toMatchObject({
      state: 'confirmed',
      outcome:
        'The controller went past all 6 steps: the canary becomes stable as soon as all its pods are ready.',
    });
    expect(
      portal.cluster.patches.map(({ subresource }) => subresource),
    ).toEqual([undefined, 'status']);
  });

  it('says what was done when the second request is refused', async () => {
    portal.cluster.beforePatch = ({ subresource }) => {
      if (subresource) portal.cluster.change(status => (status.abort = true));
    };
    const message =
      'The Rollout was resumed (spec.paused), which was the first half. The full promote changed nothing. The update has been aborted since.';
    await expect(
      portal.startBackend().take(fullPromote()),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message,
    });
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: message,
    });
  });

  it('says what was done when the portal may make only the first half', async () => {
    portal.cluster.beforePatch = ({ subresource }) => {
      if (subresource) throw new NotAllowedError('A rule is missing.');
    };
    const message =
      'The Rollout was resumed (spec.paused), which was the first half. A rule is missing.';
    await expect(
      portal.startBackend().take(fullPromote()),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message,
    });
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: message,
    });
  });

  it('was half sent when the backend was killed: the next start says which half', async () => {
    await new Promise<void>(died => {
      portal.cluster.beforePatch = ({ subresource }) => {
        if (!subresource) return undefined;
        died();
        return new Promise(() => {});
      };
      portal.startBackend().take(fullPromote());
    });
    portal.clock += 15_000;
    await portal.startBackend().settleOpen();
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: `${UNHEARD} The Rollout was resumed (spec.paused), and the full promote was not sent: take it again.`,
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
  portal.cluster.change(status => {
    found = status;
  });
  return found;
}
