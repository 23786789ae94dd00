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

describe('a request that is sent again', () => {
  beforeEach(() => {
    portal.cluster.controller = FakeCluster.goOn;
    request = { ...request, idempotencyKey: 'click-1' };
  });

  it('is one decision, also when both are under way on different replicas', async () => {
    const [one, other] = await Promise.all([
      portal.startBackend().take(request),
      portal.startBackend().take(request),
    ]);
    expect(one).toMatchObject({ state: 'confirmed' });
    expect(other).toEqual(one);
    await expect(portal.startBackend().take(request)).resolves.toEqual(one);
    expect(portal.cluster.patches).toHaveLength(1);
    await expect(portal.onlyRow()).resolves.toEqual(one);
  });

  it('is refused when it asks for something else', async () => {
    await portal.startBackend().take(request);
    await expect(
      portal.startBackend().take({ ...request, verb: 'abort' }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'Nothing was changed: this idempotency key belongs to another decision. Use a new one for each decision.',
    });
    expect(portal.cluster.patches).toHaveLength(1);
  });

  it('of somebody else is another decision', async () => {
    await portal.startBackend().take(request);
    await expect(
      portal
        .startBackend()
        .take({ ...request, decidedBy: 'user:default/other' }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(portal.rows()).resolves.toHaveLength(2);
  });
});
