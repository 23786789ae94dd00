import { mockServices } from '@backstage/backend-test-utils';
import type { EntityMeshView } from '@meshway/plugin-mesh-common';
import { ViewChannel } from './ViewChannel';

function view(version: number, at: string): EntityMeshView {
  return {
    entityRef: 'component:default/a',
    services: [],
    problems: [{ cluster: 'lab', kind: 'unreachable', message: `${version}` }],
    decisions: [],
    at,
  };
}

describe('ViewChannel', () => {
  let version: number;
  let computed: number;
  let channel: ViewChannel;

  beforeEach(() => {
    jest.useFakeTimers();
    version = 1;
    computed = 0;
    channel = new ViewChannel({
      logger: mockServices.logger.mock(),
      compute: async () => {
        computed += 1;
        if (version < 0) throw new Error('not now');
        return view(version, `${computed}`);
      },
    });
  });

  afterEach(() => jest.useRealTimers());

  function follow(): string[] {
    const received: string[] = [];
    channel.add(json => received.push(JSON.parse(json).problems[0].message));
    return received;
  }

  it('computes once for all who look, and tells latecomers at once', async () => {
    const early = follow();
    const second = follow();
    await jest.advanceTimersByTimeAsync(0);
    expect([early, second, computed]).toEqual([['1'], ['1'], 1]);
    expect(follow()).toEqual(['1']);
  });

  it('sends many changes as one, and nothing when only the clock moved', async () => {
    const received = follow();
    await jest.advanceTimersByTimeAsync(0);
    for (version = 2; version < 9; version++) channel.changed();
    await jest.advanceTimersByTimeAsync(199);
    expect(received).toEqual(['1']);
    await jest.advanceTimersByTimeAsync(1);
    expect(received).toEqual(['1', '9']);
    channel.changed();
    await jest.advanceTimersByTimeAsync(200);
    expect([received, computed]).toEqual([['1', '9'], 3]);
  });

  it('goes on after a view that could not be computed', async () => {
    version = -1;
    const received = follow();
    await jest.advanceTimersByTimeAsync(0);
    version = 2;
    channel.changed();
    await jest.advanceTimersByTimeAsync(0);
    expect(received).toEqual(['2']);
  });

  it('computes nothing when nobody looks', async () => {
    const leave = channel.add(() => {});
    leave();
    await jest.advanceTimersByTimeAsync(1000);
    expect([computed, channel.empty]).toEqual([0, true]);
  });
});
