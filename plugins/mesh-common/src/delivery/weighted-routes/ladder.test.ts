import {
  reviews,
  split,
  to,
  virtualService,
  type RawVirtualService,
} from './__fixtures__/reviews';
import { buildWeightedRoutesDelivery } from './buildWeightedRoutesDelivery';

const now = new Date('2026-11-21T12:00:00Z');

const buildFrom = (...raws: RawVirtualService[]) =>
  buildWeightedRoutesDelivery(reviews(raws), [], now);

describe('the ladder', () => {
  const ladderOf = (steps: string) =>
    buildFrom(
      virtualService(split(to('v1', 90), to('v2', 10)), {
        annotations: { 'meshway.dev/weight-steps': steps },
      }),
    )!;

  it.each([
    ['1,50,100', [1, 50, 100]],
    ['20', [20, 100]],
    [' 10 , 20 ', [10, 20, 100]],
    ['100', [100]],
  ])('is %j as it is written', (steps, ladder) => {
    expect(ladderOf(steps).ladder).toEqual(ladder);
    expect(ladderOf(steps).holds.map(({ code }) => code)).toEqual([
      'waits-for-decision',
    ]);
  });

  it.each([
    '',
    '5,5',
    '10,5',
    '0,50',
    '50,101',
    'a',
    '5,,10',
    '1e1',
    '0x10',
    '5.5',
    '-5',
    '5%',
  ])('is the usual one for %j, and says why', steps => {
    expect(ladderOf(steps).ladder).toEqual([5, 10, 25, 50, 100]);
    expect(ladderOf(steps).holds[0]).toEqual({
      code: 'invalid-spec',
      sentence: `Annotation meshway.dev/weight-steps says "${steps}", which are not whole percents that rise, such as 5,25,50: 5, 10, 25, 50, 100 is used.`,
      mend: 'Correct it in the VirtualService.',
    });
  });

  it('does not repeat an absurdly long annotation', () => {
    expect(ladderOf('9'.repeat(61)).holds[0].sentence).toContain(
      ` says "${'9'.repeat(60)}", which`,
    );
  });
});
