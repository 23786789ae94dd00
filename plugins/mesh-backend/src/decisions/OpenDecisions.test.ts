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

describe('a backend that is killed between the click and the answer', () => {
  /** Takes the decision until the process dies at `moment`, of which nothing is ever heard again. */
  async function kill(moment: 'beforePatch' | 'afterPatch'): Promise<void> {
    await new Promise<void>(died => {
      portal.cluster[moment] = () => {
        died();
        return new Promise(() => {});
      };
      portal.startBackend().take(request);
    });
    portal.cluster[moment] = () => {};
  }

  it('had sent the patch and another revision came: the next start does not guess', async () => {
    portal.cluster.controller = status => {
      status.currentPodHash = 'newer';
    };
    await kill('afterPatch');
    portal.clock += 15_000;
    await portal.startBackend().settleOpen();
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome: `${UNHEARD} Another revision has taken the place of the one that was promoted.`,
    });
  });

  it('may still be at work as far as another replica knows, which leaves its row alone', async () => {
    await kill('beforePatch');
    portal.clock += 14_000;
    await portal.startBackend().settleOpen();
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'requested',
    });
  });

  it('left a row about a cluster that is silent: it stays open until the cluster answers', async () => {
    await kill('beforePatch');
    portal.cluster.reachable = false;
    portal.clock += 60_000;
    const next = portal.startBackend();
    await next.settleOpen();
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'requested',
    });
    portal.cluster.reachable = true;
    await next.settleOpen();
    await expect(portal.onlyRow()).resolves.toMatchObject({ state: 'failed' });
  });

  it('left a row about a cluster that never answers again: it is given up after a day', async () => {
    await kill('beforePatch');
    portal.cluster.reachable = false;
    portal.clock += 24 * 60 * 60 * 1000;
    await portal.startBackend().settleOpen();
    await expect(portal.onlyRow()).resolves.toMatchObject({
      state: 'failed',
      outcome:
        'What came of it is not known: cluster lab could not be asked for a day.',
    });
  });
});
