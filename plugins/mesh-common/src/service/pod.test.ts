import { deploymentOf, object } from '../__fixtures__/objects';
import { podView } from './pod';

function podWith(status: object, parts: object = {}) {
  return podView(
    object('Pod', 'p', {
      spec: {
        containers: [{ name: 'app' }, { name: 'istio-proxy' }],
        initContainers: [{ name: 'istio-init' }],
        ...parts,
      },
      status: { phase: 'Pending', ...status },
    }),
  );
}

const running = (name: string, ready = true) => ({
  name,
  ready,
  started: true,
  state: { running: {} },
});

describe('podView', () => {
  it('counts a native sidecar as a container, as kubectl does', () => {
    expect(podView(deploymentOf('catalog', 'v1').pod)).toEqual({
      name: 'catalog-v1-hashv1-abcde',
      readyContainers: 2,
      totalContainers: 2,
      injected: true,
      restarts: 0,
      status: 'Running',
    });
  });

  it('does not count an init container that has done its work', () => {
    const done = { terminated: { exitCode: 0, reason: 'Completed' } };
    expect(
      podWith({
        phase: 'Running',
        initContainerStatuses: [
          { name: 'istio-init', ready: true, state: done },
        ],
        containerStatuses: [running('app'), running('istio-proxy', false)],
      }),
    ).toMatchObject({
      readyContainers: 1,
      totalContainers: 2,
      status: 'Running',
    });
  });

  it.each([
    [
      'an image that cannot be pulled',
      {
        containerStatuses: [
          {
            name: 'app',
            restartCount: 3,
            state: { waiting: { reason: 'ImagePullBackOff' } },
          },
          running('istio-proxy'),
        ],
        phase: 'Running',
      },
      'ImagePullBackOff',
    ],
    [
      'an init container that fails',
      {
        initContainerStatuses: [
          {
            name: 'istio-init',
            state: { waiting: { reason: 'CrashLoopBackOff' } },
          },
        ],
      },
      'Init:CrashLoopBackOff',
    ],
    [
      'an init container that has not started',
      {
        initContainerStatuses: [
          {
            name: 'istio-init',
            state: { waiting: { reason: 'PodInitializing' } },
          },
        ],
      },
      'Init:0/1',
    ],
    [
      'a container that was killed',
      {
        phase: 'Running',
        containerStatuses: [
          { name: 'app', state: { terminated: { signal: 9, exitCode: 137 } } },
        ],
      },
      'Signal:9',
    ],
    ['no status at all', { phase: undefined }, 'Unknown'],
  ])('says what keeps a pod from running: %s', (_, status, expected) => {
    expect(podWith(status).status).toBe(expected);
  });

  it('knows a pod without a sidecar', () => {
    expect(podWith({}, { containers: [{ name: 'app' }] }).injected).toBe(false);
  });
});
