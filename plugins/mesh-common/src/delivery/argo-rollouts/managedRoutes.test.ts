import { object } from '../../__fixtures__/objects';
import { managedRoutesOf } from './managedRoutes';

const HEADER = [{ headerName: 'x-team', headerValue: { exact: 'shop' } }];
const ADD = { setHeaderRoute: { name: 'testers', match: HEADER } };
const TAKE_AWAY = { setHeaderRoute: { name: 'testers' } };
const MIRROR = { setMirrorRoute: { name: 'copy', match: [{}] } };

function managed(input: {
  steps: object[];
  index: number;
  status?: object;
  managedRoutes?: { name: string }[];
  routes?: string[][];
}) {
  const { steps, index, status, routes = [[]] } = input;
  const names = routes.map((_, i) => `vs${i + 1}`);
  const rollout = object('Rollout', 'checkout', {
    spec: {
      strategy: {
        canary: {
          steps,
          trafficRouting: {
            managedRoutes: input.managedRoutes,
            istio: { virtualServices: names.map(name => ({ name })) },
          },
        },
      },
    },
    status: {
      currentPodHash: 'new',
      stableRS: 'old',
      currentStepIndex: index,
      ...status,
    },
  });
  const virtualServices = routes.map((names_, i) =>
    object('VirtualService', names[i], {
      spec: {
        http: names_.map(name => ({ name })),
        tcp: [{}],
      },
    }),
  );
  return managedRoutesOf(rollout, virtualServices);
}

describe('managed routes', () => {
  it.each([
    ['before its step', [ADD], 0, {}, false],
    // The controller adds it while it is at the step: it may be there already.
    ['at its step', [{ setWeight: 5 }, ADD], 1, {}, false],
    ['after its step', [ADD, { pause: {} }], 1, {}, true],
    ['after all steps', [ADD], 1, {}, true],
    ['after the step that takes it away', [ADD, TAKE_AWAY, ADD], 2, {}, false],
    ['after the step that adds it anew', [ADD, TAKE_AWAY, ADD], 3, {}, true],
    ['once aborted', [ADD, ADD], 1, { abort: true }, false],
    ['in a full promote', [ADD, ADD], 1, { promoteFull: true }, false],
    ['once promoted', [ADD], 1, { stableRS: 'new' }, false],
    ['of the first revision', [ADD], 1, { stableRS: undefined }, false],
  ])('%s: expected %#', (_, steps, index, status, expected) => {
    expect(managed({ steps, index, status })[0]).toMatchObject({
      name: 'testers',
      expected,
    });
  });

  it('are told for every VirtualService that has http routes', () => {
    expect(
      managed({
        steps: [ADD, MIRROR],
        index: 2,
        routes: [['testers', 'a'], ['a', 'copy'], []],
      }),
    ).toEqual([
      {
        name: 'testers',
        expected: true,
        presentIn: ['shop/vs1'],
        missingIn: ['shop/vs2'],
      },
      {
        name: 'copy',
        expected: true,
        presentIn: ['shop/vs2'],
        missingIn: ['shop/vs1'],
      },
    ]);
  });

  it('are those that the Rollout lists and those of its steps, each once', () => {
    expect(
      managed({
        steps: [ADD],
        index: 0,
        managedRoutes: [{ name: 'first' }, { name: 'testers' }],
        routes: [['first']],
      }),
    ).toEqual([
      {
        name: 'first',
        expected: false,
        presentIn: ['shop/vs1'],
        missingIn: [],
      },
      { name: 'testers', expected: false, presentIn: [], missingIn: [] },
    ]);
  });

  it('are none of a Rollout without traffic routing', () => {
    expect(managedRoutesOf(object('Rollout', 'checkout'), [])).toEqual([]);
  });
});
