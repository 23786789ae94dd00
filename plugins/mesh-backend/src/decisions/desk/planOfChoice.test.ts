import {
  buildServiceView,
  parseObject,
  type Decision,
  type DecisionChoice,
  type DecisionVerb,
  type MeshKind,
} from '@meshway/plugin-mesh-common';
import { bookinfo } from '../../testing/bookinfo';
import { decisionEngines } from '../DecisionEngines';
import { FakeCluster, type Contents } from '../testing/FakeCluster';
import { fakeRoute } from '../testing/fakeRoute';
import { planOfChoice } from './planOfChoice';
import { targetOf } from './targetOf';

const NOW = new Date('2026-11-20T20:00:00Z');

function canary(): Contents {
  const { Rollout, ...rest } = bookinfo();
  const others = Object.entries(rest).flatMap(([kind, raws]) =>
    raws.map(raw => parseObject(kind as MeshKind, raw)),
  );
  return { kind: 'Rollout', raw: Rollout[0] as Contents['raw'], others };
}

/** What is shown of a choice, and what is sent when it is taken. */
async function planned(
  contents: Contents,
  service: { namespace: string; name: string },
  choice: DecisionChoice,
) {
  const cluster = new FakeCluster(contents);
  const at = { cluster: 'lab', ...service };
  const objects = cluster.objects(at)!;
  const { delivery } = buildServiceView({
    cluster: 'lab',
    entityRef: 'component:default/any',
    objects,
    freshness: {
      cluster: { state: 'live', heardAt: NOW.toISOString() },
      metrics: { state: 'unavailable', reason: 'Not asked for.' },
    },
    trustCatalog: true,
    now: NOW,
  });
  const shown = planOfChoice(delivery, choice, () => ({
    objects,
    mesh: cluster.meshSettings(),
  }));
  const target = targetOf(delivery)!;
  const decision: Decision = {
    ...choice,
    id: 'any',
    entityRef: 'component:default/any',
    service: at,
    target,
    state: 'requested',
    decidedBy: 'user:default/owner',
    seen: shown.allowed
      ? shown.seen
      : { podHash: '84bf898985', stepIndex: 1, weight: 20 },
    requestedAt: NOW.toISOString(),
    updatedAt: NOW.toISOString(),
  };
  const engines = decisionEngines({ access: cluster, now: () => NOW });
  const sent = engines[target.kind].plan(decision, AbortSignal.timeout(5_000));
  return { shown, sent };
}

describe('the plan that is shown', () => {
  const PRODUCTPAGE = { namespace: 'bookinfo', name: 'productpage' };
  const REVIEWS = { namespace: 'shop', name: 'reviews' };

  it.each<[string, DecisionChoice, () => Contents, typeof REVIEWS]>([
    ...(['promote', 'promote-full', 'abort', 'pause', 'restart'] as const).map(
      (verb): [string, DecisionChoice, () => Contents, typeof REVIEWS] => [
        `${verb} of a canary`,
        { verb },
        canary,
        PRODUCTPAGE,
      ],
    ),
    ['promote of a route', { verb: 'promote' }, fakeRoute, REVIEWS],
    ['roll back of a route', { verb: 'roll-back' }, fakeRoute, REVIEWS],
    ['shift by the ladder', { verb: 'shift' }, fakeRoute, REVIEWS],
    ['shift to a weight', { verb: 'shift', weight: 35 }, fakeRoute, REVIEWS],
  ])('is the one that is carried out: %s', async (_, choice, contents, of) => {
    const { shown, sent } = await planned(contents(), of, choice);
    expect(shown).toMatchObject({ allowed: true, verb: choice.verb });
    expect('patches' in shown && shown.patches).toEqual((await sent).patches);
  });

  it.each<[DecisionVerb, () => Contents, typeof REVIEWS]>([
    ['retry', canary, PRODUCTPAGE],
    ['resume', canary, PRODUCTPAGE],
    ['shift', canary, PRODUCTPAGE],
    ['abort', fakeRoute, REVIEWS],
    ['pause', fakeRoute, REVIEWS],
  ])('is refused where the decision would be: %s', async (verb, make, of) => {
    const { shown, sent } = await planned(make(), of, { verb });
    expect(shown).toMatchObject({
      allowed: false,
      verb,
      reason: expect.stringMatching(/\.$/),
    });
    await expect(sent).rejects.toMatchObject({ name: 'ConflictError' });
  });
});
