import { FakeCluster } from './testing/FakeCluster';
import { FakePortal } from './testing/FakePortal';
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

describe('a decision that two people take', () => {
  const hour = () => new Date(portal.clock + 3_600_000);

  beforeEach(() => {
    portal.cluster.controller = FakeCluster.goOn;
  });

  it('waits until somebody approves it, and is carried out in the name of who proposed it', async () => {
    const backend = portal.startBackend();
    const proposal = await backend.propose(request, hour());
    expect(proposal).toMatchObject({
      state: 'proposed',
      approval: { expiresAt: '2026-11-20T13:00:00.000Z' },
    });
    await backend.settleOpen();
    expect(portal.cluster.patches).toEqual([]);

    portal.clock += 60_000;
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
    expect(portal.cluster.authors).toEqual(['user:default/guest']);
    expect(portal.cluster.events).toMatchObject([
      {
        reason: 'MeshwayPromote',
        message: `user:default/guest decided a promote, approved by user:default/second: looks good (decision ${proposal.id})`,
      },
    ]);
  });

  it('is carried out once when two approve it at the same instant', async () => {
    const { id } = await portal.startBackend().propose(request, hour());
    const answers = await Promise.allSettled([
      portal.startBackend().approve(id, { by: 'user:default/a' }),
      portal.startBackend().approve(id, { by: 'user:default/b' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(portal.cluster.patches).toHaveLength(1);
  });

  it('changes nothing when the world has moved on since it was proposed', async () => {
    const backend = portal.startBackend();
    const { id } = await backend.propose(request, hour());
    portal.cluster.change(FakeCluster.goOn);
    await expect(
      backend.approve(id, { by: 'user:default/second' }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'The promote changed nothing. The update has gone on from step 2 to step 4 of 6.',
    });
    await expect(portal.onlyRow()).resolves.toMatchObject({ state: 'failed' });
  });

  it('cannot be approved any more when it has expired or was taken back', async () => {
    const backend = portal.startBackend();
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

    portal.clock += 3_600_000;
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
    expect(portal.cluster.patches).toEqual([]);
  });
});
