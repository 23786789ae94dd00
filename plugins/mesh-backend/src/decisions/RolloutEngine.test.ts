import { seenOf, type Decision } from '@meshway/plugin-mesh-common';
import { RolloutEngine } from './RolloutEngine';
import { FakeCluster } from './testing/FakeCluster';

const NOON = new Date('2026-11-20T12:00:00Z');
const signal = new AbortController().signal;
let cluster: FakeCluster;

beforeEach(() => {
  cluster = new FakeCluster();
});

async function plan(choice: Pick<Decision, 'verb' | 'revision'>, seen = {}) {
  const engine = new RolloutEngine({ access: cluster, now: () => NOON });
  return await engine.plan(
    {
      id: '00000000-0000-4000-8000-000000000001',
      entityRef: 'component:default/checkout',
      service: { cluster: 'lab', namespace: 'shop', name: 'checkout' },
      target: { kind: 'Rollout', namespace: 'shop', name: 'checkout' },
      state: 'requested',
      decidedBy: 'user:default/guest',
      seen: { ...seenOf(cluster.cached()!)!, ...seen },
      requestedAt: NOON.toISOString(),
      updatedAt: NOON.toISOString(),
      ...choice,
    },
    signal,
  );
}

it('rolls back to the whole pod template of the revision, without its hash', async () => {
  const { patches } = await plan({ verb: 'roll-back', revision: 'older' });
  expect(patches[0].operations.at(-1)).toEqual({
    op: 'replace',
    path: '/spec/template',
    value: {
      metadata: { labels: { app: 'checkout' } },
      spec: { containers: [{ name: 'app', image: 'shop/checkout:1' }] },
    },
  });
});

it.each<[string, Pick<Decision, 'verb' | 'revision'>, string]>([
  [
    'a roll back to a revision that is gone',
    { verb: 'roll-back', revision: 'forgotten' },
    'The roll back changed nothing. Revision forgotten is not kept any more.',
  ],
  [
    'a shift',
    { verb: 'shift' },
    'The shift changed nothing. The weights of a Rollout are moved by its steps.',
  ],
  [
    'a retry of what was not aborted',
    { verb: 'retry' },
    'The retry changed nothing. The update was not aborted: there is nothing to retry.',
  ],
])('refuses %s', async (_what, choice, message) => {
  await expect(plan(choice)).rejects.toMatchObject({
    name: 'ConflictError',
    message,
  });
});

it.each<[Decision['verb'], boolean]>([
  ['abort', true],
  ['pause', true],
  ['promote', false],
  ['promote-full', false],
  ['restart', false],
])('a %s at another step than was seen is planned: %s', async (verb, is) => {
  const planned = plan({ verb }, { stepIndex: 0 }).then(
    () => true,
    error => {
      expect(error.message).toContain('has gone on from step 1 to step 2 of 6');
      return false;
    },
  );
  await expect(planned).resolves.toBe(is);
});
