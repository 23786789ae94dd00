import type { ServiceObjects } from '../../service/ServiceObjects';
import {
  reviews,
  serviceOf,
  split,
  to,
  virtualService,
  type RawVirtualService,
} from './__fixtures__/reviews';
import {
  buildWeightedRoutesDelivery,
  roleOfHash,
} from './buildWeightedRoutesDelivery';

const now = new Date('2026-11-21T12:00:00Z');

const build = (objects: ServiceObjects) =>
  buildWeightedRoutesDelivery(objects, [], now);

const buildFrom = (...raws: RawVirtualService[]) => build(reviews(raws));

/** Role of each destination in order, such as `stable canary other`. */
const rolesIn = (objects: ServiceObjects) =>
  build(objects)!
    .destinations.map(({ role }) => role)
    .join(' ');

describe('which one is the canary', () => {
  it.each([
    ['the newest', {}, 'stable canary'],
    [
      'what the annotation names',
      { 'meshway.dev/canary': 'v1' },
      'canary stable',
    ],
    [
      'what the annotation names in full',
      { 'meshway.dev/canary': 'reviews:v1' },
      'canary stable',
    ],
  ])('is %s', (_, annotations, roles) => {
    expect(
      rolesIn(
        reviews([
          virtualService(split(to('v1', 10), to('v2', 90)), { annotations }),
        ]),
      ),
    ).toBe(roles);
  });

  it('is the newest wherever it stands and whatever it gets', () => {
    for (const weight of [0, 49, 50, 51, 100]) {
      expect(
        rolesIn(
          reviews([
            virtualService(split(to('v2', weight), to('v1', 100 - weight))),
          ]),
        ),
      ).toBe('canary stable');
    }
  });

  it('is the last in the route when two are as new', () => {
    const objects = reviews([
      virtualService(split(to('v2', 50), to('v3', 30), to('v1', 20))),
    ]);
    objects.deployments[1].metadata.creationTimestamp =
      objects.deployments[2].metadata.creationTimestamp;
    expect(rolesIn(objects)).toBe('stable other canary');
  });

  it('is the last in the route when one has no workload yet', () => {
    expect(
      rolesIn(
        reviews([virtualService(split(to('v2', 100), to('v1', 0)))], { v2: 1 }),
      ),
    ).toBe('stable canary');
  });

  it('is the last in the route when it is not known when one was created', () => {
    const objects = reviews([
      virtualService(split(to('v2', 50), to('v1', 50))),
    ]);
    objects.deployments[0].metadata.creationTimestamp = undefined;
    expect(rolesIn(objects)).toBe('stable canary');
  });

  it('is a guess, and said to be, when the annotation means several', () => {
    const { holds } = buildFrom(
      virtualService(split(to('v1', 90), to('v2', 10)), {
        annotations: { 'meshway.dev/canary': 'reviews' },
      }),
    )!;
    expect(holds[0]).toEqual({
      code: 'invalid-spec',
      sentence:
        'Annotation meshway.dev/canary says "reviews", which is 2 of the destinations reviews:v1, reviews:v2.',
      mend: 'Correct it in the VirtualService.',
    });
  });

  it('does not repeat an absurdly long annotation', () => {
    const { holds } = buildFrom(
      virtualService(split(to('v1', 90), to('v2', 10)), {
        annotations: { 'meshway.dev/canary': 'x'.repeat(61) },
      }),
    )!;
    expect(holds[0].sentence).toContain(` says "${'x'.repeat(60)}", which`);
  });

  it('is named by host when each version has its own Service', () => {
    for (const canary of ['reviews-v1', 'reviews-v1.shop.svc.cluster.local']) {
      const objects = reviews([
        virtualService(
          split(
            to('reviews-v1.shop.svc.cluster.local', 90),
            to('reviews-v2', 10),
          ),
          { annotations: { 'meshway.dev/canary': canary } },
        ),
      ]);
      objects.siblings = [serviceOf('v1'), serviceOf('v2')];
      expect(rolesIn(objects)).toBe('canary stable');
      expect(build(objects)!.destinations.map(({ hashes }) => hashes)).toEqual([
        ['hashv1'],
        ['hashv2'],
      ]);
    }
  });

  it('is told by the newest of several workloads behind a destination', () => {
    const objects = reviews([
      virtualService(split(to('v2', 50), to('old', 50))),
    ]);
    objects.destinationRules[0].spec.subsets.push({ name: 'old', labels: {} });
    // v1 and v3 are behind the subset, v2 is not.
    for (const i of [0, 2]) {
      objects.replicaSets[i].spec.template!.metadata!.labels!.line = 'old';
    }
    objects.destinationRules[0].spec.subsets[3].labels = { line: 'old' };
    expect(rolesIn(objects)).toBe('stable canary');
    expect(build(objects)!.destinations[1].hashes.sort()).toEqual([
      'hashv1',
      'hashv3',
    ]);
  });

  it('tells the revision of every hash', () => {
    const delivery = buildFrom(
      virtualService(split(to('v1', 20), to('v2', 50), to('v3', 30))),
    )!;
    expect(
      ['hashv1', 'hashv2', 'hashv3', 'hashv4'].map(hash =>
        roleOfHash(delivery, hash),
      ),
    ).toEqual(['stable', undefined, 'canary', undefined]);
  });
});
