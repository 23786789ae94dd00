import { reviews, split, to, virtualService } from './__fixtures__/reviews';
import { buildWeightedRoutesDelivery } from './buildWeightedRoutesDelivery';
import { planRoute } from './planRoute';
import { planShift } from './planShift';

const objects = reviews([virtualService(split(to('v1', 90), to('v2', 10)))]);

describe('planRoute', () => {
  it.each(['promote', 'roll-back', 'shift'] as const)(
    'plans a %s as it is shown',
    verb => {
      const { plans } = buildWeightedRoutesDelivery(objects, [], new Date())!;
      expect(planRoute({ verb, objects })).toEqual(plans[verb]);
    },
  );

  it('plans a shift to a weight of one’s own', () => {
    expect(planRoute({ verb: 'shift', weight: 33, objects })).toEqual(
      planShift(objects, 33),
    );
  });

  it('refuses whatever is asked where nothing is shared out', () => {
    const only = reviews([virtualService(split(to('v3')))]);
    expect(planRoute({ verb: 'promote', objects: only })).toEqual({
      allowed: false,
      verb: 'promote',
      reason:
        'No route shares out the traffic of this service between two versions: there is no weight to shift.',
    });
  });
});
