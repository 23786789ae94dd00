import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook } from '@testing-library/react';
import { ReactNode } from 'react';
import { FakeMeshApi } from '../__fixtures__/FakeMeshApi';
import { ENTITY_REF, NOW, view } from '../__fixtures__/views';
import { meshApiRef } from '../api';
import { useEntityMeshView } from './useEntityMeshView';

function setVisible(visible: boolean) {
  Object.defineProperty(document, 'hidden', {
    configurable: true,
    get: () => !visible,
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

function follow(meshApi: FakeMeshApi, entityRef = ENTITY_REF) {
  return renderHook(({ ref }) => useEntityMeshView(ref), {
    initialProps: { ref: entityRef },
    wrapper: ({ children }: { children: ReactNode }) => (
      <TestApiProvider apis={[[meshApiRef, meshApi]]}>
        {children}
      </TestApiProvider>
    ),
  });
}

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

describe('useEntityMeshView', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    setVisible(true);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('takes the first view and every later one from a single stream', async () => {
    const meshApi = new FakeMeshApi({ view: view({ at: 'first' }) });
    const poll = jest.spyOn(meshApi, 'getEntityView');
    const { result } = follow(meshApi);
    await pass(0);
    expect(result.current.view?.at).toBe('first');

    act(() => meshApi.push(view({ at: 'second' })));
    await pass(60_000);
    expect(result.current.view?.at).toBe('second');
    expect(result.current.error).toBeUndefined();
    expect(meshApi.streamedEntities).toHaveLength(1);
    expect(poll).not.toHaveBeenCalled();
  });

  it('closes the stream while the tab is hidden and opens one when it is back', async () => {
    const meshApi = new FakeMeshApi({ view: view({ at: 'before' }) });
    const { result, unmount } = follow(meshApi);
    await pass(0);

    act(() => setVisible(false));
    await pass(60_000);
    expect(meshApi.openStreams).toBe(0);
    expect(meshApi.streamedEntities).toHaveLength(1);
    expect(result.current.view?.at).toBe('before');

    meshApi.view = view({ at: 'after' });
    act(() => setVisible(true));
    await pass(0);
    expect(meshApi.openStreams).toBe(1);
    expect(result.current.view?.at).toBe('after');

    unmount();
    expect(meshApi.openStreams).toBe(0);
  });

  it('reconnects without a word when the server ends the stream', async () => {
    const meshApi = new FakeMeshApi({ view: view() });
    const { result } = follow(meshApi);
    await pass(0);

    act(() => meshApi.endStreams());
    await pass(500);
    expect(meshApi.openStreams).toBe(1);
    expect(result.current.error).toBeUndefined();
  });

  it('polls every five seconds while streams do not get through', async () => {
    const meshApi = new FakeMeshApi({
      view: view({ at: 'polled' }),
      streamError: new Error('no streams here'),
    });
    const poll = jest.spyOn(meshApi, 'getEntityView');
    const { result } = follow(meshApi);
    await pass(0);
    expect(result.current.view?.at).toBe('polled');
    expect(result.current.error).toBeUndefined();

    await pass(60_000);
    poll.mockClear();
    await pass(30_000);
    expect(poll.mock.calls.length).toBeGreaterThanOrEqual(5);
    expect(poll.mock.calls.length).toBeLessThanOrEqual(7);
  });

  it('polls when a proxy holds the stream back', async () => {
    const meshApi = new FakeMeshApi();
    const { result } = follow(meshApi);
    jest
      .spyOn(meshApi, 'getEntityView')
      .mockResolvedValue(view({ at: 'polled' }));
    await pass(9000);
    expect(result.current.view).toBeUndefined();
    await pass(1000);
    expect(result.current.view?.at).toBe('polled');
  });

  it('keeps the last view with the reason when the backend is gone, and recovers', async () => {
    const meshApi = new FakeMeshApi({ view: view({ at: 'last' }) });
    const { result } = follow(meshApi);
    await pass(0);
    const receivedAt = result.current.receivedAt;

    meshApi.viewError = new Error('Failed to fetch');
    meshApi.streamError = meshApi.viewError;
    act(() => meshApi.breakStreams(new Error('connection reset')));
    await pass(20_000);
    expect(result.current.view?.at).toBe('last');
    expect(result.current.receivedAt).toBe(receivedAt);
    expect(result.current.error?.message).toBe('Failed to fetch');

    meshApi.viewError = undefined;
    meshApi.streamError = undefined;
    meshApi.view = view({ at: 'new' });
    await pass(60_000);
    expect(result.current.view?.at).toBe('new');
    expect(result.current.error).toBeUndefined();
    expect(meshApi.openStreams).toBe(1);
  });

  it('never shows the view of one entity under the name of another', async () => {
    const meshApi = new FakeMeshApi({ view: view() });
    const { result, rerender } = follow(meshApi);
    await pass(0);
    expect(result.current.view).toBeDefined();

    meshApi.view = undefined;
    rerender({ ref: 'component:default/other' });
    expect(result.current.view).toBeUndefined();
    await pass(0);
    expect(meshApi.openStreams).toBe(1);
    expect(meshApi.streamedEntities).toEqual([
      ENTITY_REF,
      'component:default/other',
    ]);
  });
});
