import fc from 'fast-check';
import type { DecisionVerb } from '@meshway/plugin-mesh-common';
import { FakeCluster } from './testing/FakeCluster';
import { FakePortal } from './testing/FakePortal';

/** Reacts at once to everything, as a controller that is well. */
function react(status: any, spec: any): void {
  // Ahead of every change that is still to come.
  status.observedGeneration = '99';
  if (status.abort && !status.abortedAt) {
    status.abortedAt = '2026-11-20T12:00:01Z';
    status.currentStepIndex = 0;
    delete status.pauseConditions;
  } else if (status.abort === false) {
    delete status.abort;
    delete status.abortedAt;
    status.currentStepIndex = 0;
  } else if (!spec.paused && !status.pauseConditions && !status.abort) {
    FakeCluster.goOn(status);
  }
}

const verbs = fc.constantFrom<DecisionVerb>(
  'promote',
  'abort',
  'retry',
  'pause',
  'resume',
  'restart',
);

it('however many decide at once on however many replicas, the cluster changes exactly as often as the journal says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(verbs, { minLength: 1, maxLength: 5 }), {
        minLength: 1,
        maxLength: 4,
      }),
      async rounds => {
        const portal = await FakePortal.open();
        let changes = 0;
        portal.cluster.controller = (status, spec) => {
          changes += 1;
          react(status, spec);
        };
        for (const round of rounds) {
          const request = portal.promote();
          const answers = await Promise.allSettled(
            round.map(verb =>
              portal.startBackend({ reactionMs: 5 }).take({ ...request, verb }),
            ),
          );
          const refusals = answers.flatMap(answer =>
            answer.status === 'rejected' ? [answer.reason.name] : [],
          );
          expect(refusals.filter(name => name !== 'ConflictError')).toEqual([]);
        }
        const rows = await portal.rows(100);
        // What was taken back before anybody could look was made all the same.
        const made = rows.filter(
          ({ state, outcome }) =>
            state === 'confirmed' || outcome?.endsWith('has taken it back.'),
        );
        expect(rows).toHaveLength(rounds.flat().length);
        expect(made).toHaveLength(changes);
        await portal.close();
      },
    ),
    { numRuns: 25 },
  );
});
