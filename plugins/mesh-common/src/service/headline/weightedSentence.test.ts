import type {
  Revision,
  RouteDestination,
  WeightedRoutesDelivery,
} from '../../model';
import { said } from './__fixtures__/said';

describe('the sentence about weights that people move', () => {
  const revisions = (...versions: string[]): Revision[] =>
    versions.map(version => ({
      hash: `hash-${version}`,
      role: 'stable',
      images: [],
      version,
      desiredPods: 1,
      readyPods: 1,
      pods: [],
    }));
  const destination = (
    role: RouteDestination['role'],
    weight: number,
    hashes: string[],
    subset?: string,
  ): RouteDestination => ({ host: 'reviews', subset, weight, role, hashes });
  const of = (...destinations: RouteDestination[]) =>
    said(
      { engine: 'weighted-routes', destinations } as WeightedRoutesDelivery,
      revisions('v1', 'v2', 'v3'),
    );

  it.each([
    [
      [
        destination('stable', 80, ['hash-v1']),
        destination('canary', 20, ['hash-v2']),
      ],
      '`v2` takes 20 % of the traffic, `v1` 80 %; the weights are moved by hand.',
    ],
    [
      [
        destination('other', 10, ['hash-v3']),
        destination('stable', 70.5, ['hash-v1']),
        destination('canary', 19.5, ['hash-v2']),
      ],
      '`v2` takes 19.5 % of the traffic, `v1` 70.5 % and `v3` 10 %; the weights are moved by hand.',
    ],
    [
      [
        destination('canary', 0, ['hash-v2']),
        destination('stable', 100, ['hash-v1']),
      ],
      '`v1` takes all traffic; the weights are moved by hand.',
    ],
    [
      [
        destination('canary', 30, ['hash-v2', 'hash-v3']),
        destination('stable', 70, [], 'old'),
      ],
      '`v2` and `v3` take 30 % of the traffic, `old` 70 %; the weights are moved by hand.',
    ],
    [
      [destination('stable', 100, [])],
      '`reviews` takes all traffic; the weights are moved by hand.',
    ],
    [[], 'The route gives no destination any traffic.'],
  ])('%#', (destinations, text) => {
    expect(of(...destinations)).toBe(text);
  });
});
