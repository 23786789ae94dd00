import type { WatchEvent } from './apiServer.ts';
import { ClusterWatch } from './clusterWatch.ts';
import type { ClusterObject } from './objects.ts';

function named(name: string): ClusterObject {
  return { metadata: { name, namespace: 'shop' } };
}

type OnEvent = (event: WatchEvent<ClusterObject>) => void;

/** An API server that gives the lists of a script, and lets the script play each watch. */
function scripted(
  turns: { items: string[]; play: (onEvent: OnEvent) => void }[],
) {
  const seen: string[][] = [];
  const stop = new AbortController();
  let turn = -1;
  const watch = new ClusterWatch<ClusterObject>(
    {
      list: async () => {
        turn += 1;
        return {
          metadata: { resourceVersion: String(turn) },
          items: turns[turn].items.map(named) as never[],
        };
      },
      watch: async (_path, _query, onEvent) => {
        turns[turn].play(onEvent as OnEvent);
        if (turn === turns.length - 1) {
          stop.abort();
        }
      },
    },
    '/api/v1/pods',
    {},
    () => seen.push(watch.list().map(({ metadata }) => metadata.name)),
  );
  const errors: string[] = [];
  return {
    seen,
    errors,
    run: () => watch.run(stop.signal, (_, error) => errors.push(String(error))),
  };
}

it('follows events, and lists again when a watch ends, so that nothing missed survives', async () => {
  const api = scripted([
    {
      items: ['a', 'b'],
      play: onEvent => {
        onEvent({ type: 'ADDED', object: named('c') });
        onEvent({ type: 'DELETED', object: named('a') });
        onEvent({ type: 'BOOKMARK', object: named('') });
        onEvent({ type: 'ERROR', object: named('gone') });
      },
    },
    { items: ['c', 'd'], play: () => {} },
  ]);
  await api.run();
  expect(api.seen).toEqual([
    ['a', 'b'],
    ['a', 'b', 'c'],
    ['b', 'c'],
    ['c', 'd'],
  ]);
  expect(api.errors).toEqual([]);
});

it('tells of a broken watch, keeps what it knew, and comes back', async () => {
  const api = scripted([
    {
      items: ['a'],
      play: () => {
        throw new Error('connection reset');
      },
    },
    { items: ['a', 'b'], play: () => {} },
  ]);
  await api.run();
  expect(api.errors).toEqual(['Error: connection reset']);
  expect(api.seen).toEqual([['a'], ['a', 'b']]);
});
