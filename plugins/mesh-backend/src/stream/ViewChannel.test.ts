import { mockServices } from '@backstage/backend-test-utils';
import type { EntityMeshView } from '@meshway/plugin-mesh-common';
import { viewVersion } from '../views/viewVersion';
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
  let parts: unknown[];
  let channel: ViewChannel;

  beforeEach(() => {
    jest.useFakeTimers();
    version = 1;
    computed = 0;
    parts = [];
    channel = new ViewChannel({
      logger: mockServices.logger.mock(),
      parts: () => parts,
      compute: async () => {
        computed += 1;
        if (version < 0) throw new Error('not now');
        return view(version, `${computed}`);
      },
    });
  });

  afterEach(() => jest.useRealTimers());

  function follow(known?: string): string[] {
    const received: string[] = [];
    channel.add(
      ({ json }) => received.push(JSON.parse(json).problems[0].message),
      known,
    );
    return received;
  }

  it('computes once for all who look, and tells latecomers at once', async () => {
    const early = follow();
    const second = follow();
    await jest.advanceTimersByTimeAsync(0);
    expect([early, second, computed]).toEqual([['1'], ['1'], 1]);
    expect(follow()).toEqual(['1']);
  });

  it('sends the first change at once, those that follow as one, and nothing when only the clock moved', async () => {
    const received = follow();
    await jest.advanceTimersByTimeAsync(1000);
    version = 2;
    channel.changed();
    await jest.advanceTimersByTimeAsync(0);
    expect(received).toEqual(['1', '2']);
    for (version = 3; version < 9; version++) channel.changed();
    await jest.advanceTimersByTimeAsync(199);
    expect(received).toEqual(['1', '2']);
    await jest.advanceTimersByTimeAsync(1);
    expect(received).toEqual(['1', '2', '9']);
    channel.changed();
    await jest.advanceTimersByTimeAsync(200);
    expect([received, computed]).toEqual([['1', '2', '9'], 4]);
  });

  it('computes nothing when other objects changed than those that the view is made of', async () => {
    const service = {};
    parts = ['lab', service];
    const received = follow();
    await jest.advanceTimersByTimeAsync(1000);
    version = 2;
    parts = ['lab', service];
    channel.objectsChanged();
    await jest.advanceTimersByTimeAsync(1000);
    expect([received, computed]).toEqual([['1'], 1]);
    parts = ['lab', service, {}];
    channel.objectsChanged();
    await jest.advanceTimersByTimeAsync(1000);
    expect([received, computed]).toEqual([['1', '2'], 2]);
  });

  it('sends nothing to a browser that knows the view, until something changed', async () => {
    const received = follow(viewVersion(view(1, 'earlier')));
    await jest.advanceTimersByTimeAsync(1000);
    expect(received).toEqual([]);
    version = 2;
    channel.changed();
    await jest.advanceTimersByTimeAsync(1000);
    expect(received).toEqual(['2']);
  });

  it('goes on after a view that could not be computed', async () => {
    version = -1;
    const received = follow();
    await jest.advanceTimersByTimeAsync(0);
    version = 2;
    channel.changed();
    await jest.advanceTimersByTimeAsync(200);
    expect(received).toEqual(['2']);
  });

  it('computes nothing when nobody looks', async () => {
    const leave = channel.add(() => {});
    leave();
    await jest.advanceTimersByTimeAsync(1000);
    expect([computed, channel.empty]).toEqual([0, true]);
  });
});
