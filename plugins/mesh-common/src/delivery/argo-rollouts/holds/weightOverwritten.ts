import type { Hold } from '../../../model';
import { exactPercent } from '../../../service/words';
import { desiredWeight, percentOfTraffic } from '../steps';
import { writtenWeights } from '../writtenWeights';
import type { HoldContext } from './HoldContext';

/** A route has another weight than the controller says it wrote last. */
export function weightOverwritten({ rollout, objects }: HoldContext): Hold[] {
  const weight = rollout.status.canary?.weights?.canary?.weight;
  if (weight === undefined) return [];
  const told = percentOfTraffic(rollout, weight);
  const desired = desiredWeight(rollout);
  return writtenWeights(rollout, objects.virtualServices)
    .filter(({ percent, ofBoth }) =>
      // The route is written just before the status. The controller may leave the weight of an experiment behind,
      // on top of the 100 that stable and canary have: their own shares are right then.
      [told, desired].every(
        right => differs(percent, right) && differs(ofBoth, right),
      ),
    )
    .map(({ where, percent }) => ({
      code: 'weight-overwritten',
      sentence: `${where} gives the canary ${exactPercent(
        percent,
      )}, but the controller wrote ${exactPercent(
        told,
      )}: someone else has changed it.`,
      mend: 'The controller writes it again at its next look; let no other tool apply the weights of this route.',
    }));
}

function differs(a: number, b: number): boolean {
  return Math.abs(a - b) >= 0.5;
}
