import { json, pieces, ScriptedServer } from '../testing/ScriptedServer';
import { Reflector } from './Reflector';
import type { ReflectorListener } from './ReflectorListener';

const TIMING = {
  idleMs: 250,
  graceMs: 250,
  firstBackoffMs: 5,
  maxBackoffMs: 20,
  absentMs: 5,
};

function object(name: string, resourceVersion: string) {
  return { metadata: { name, resourceVersion } };
}

function list(resourceVersion: string, ...items: unknown[]) {
  return json(200, { metadata: { resourceVersion }, items });
}

function line(type: string, item: unknown) {
  return `${JSON.stringify({ type, object: item })}\n`;
}

describe('Reflector', () => {
  let server: ScriptedServer;
  let reflector: Reflector<unknown>;
  const heard: string[] = [];
  const trimmed: string[] = [];
  let waiting: { wanted: string; resolve: () => void } | undefined;
  let stop: () => Promise<void>;

  function note(what: string) {
    heard.push(what);
    if (waiting && heard.includes(waiting.wanted)) waiting.resolve();
  }

  /** Resolves when the reflector said this, however long that takes. */
  async function until(wanted: string) {
    if (heard.includes(wanted)) return;
    await new Promise<void>(resolve => {
      waiting = { wanted, resolve };
    });
  }

  /** `watchSeconds` 0 is for a watch that is soon overdue. */
  function run(
    options: { path?: () => string | undefined; watchSeconds?: number } = {},
  ) {
    const { path = () => '/api/v1/pods', watchSeconds = 7 } = options;
    const names = (objects: unknown[]) =>
      objects.map(o => (o as ReturnType<typeof object>).metadata.name);
    const listener: ReflectorListener<unknown> = {
      trimmed: o => {
        trimmed.push((o as ReturnType<typeof object>).metadata.name);
        return o;
      },
      replaced: objects => note(`all: ${names(objects)}`),
      changed: o => note(`changed: ${names([o])}`),
      deleted: o => note(`deleted: ${names([o])}`),
      heard: () => {},
      failed: failure =>
        note(
          'refusal' in failure
            ? `failed: ${failure.refusal.status} ${failure.refusal.message}`
            : 'failed: no answer',
        ),
      broken: () => note('broken'),
      absent: () => note('absent'),
      silent: () => note('silent'),
    };
    const abort = new AbortController();
    reflector = new Reflector({
      request: (asked, signal) => fetch(`${server.url}${asked}`, { signal }),
      path: async () => path(),
      listTurn: work => work(),
      watchSeconds: () => watchSeconds,
      listener,
      timing: TIMING,
    });
    const ended = reflector.run(abort.signal);
    stop = async () => {
      abort.abort();
      await ended;
    };
  }

  function watchesFrom() {
    return server.requests
      .filter(request => request.includes('watch=true'))
      .map(request =>
        new URL(request, server.url).searchParams.get('resourceVersion'),
      );
  }

  beforeEach(async () => {
    heard.length = 0;
    trimmed.length = 0;
    waiting = undefined;
    server = new ScriptedServer();
    await server.start();
  });

  afterEach(async () => {
    await stop();
    await server.stop();
  });

  it('lists page by page, then follows a bounded watch with bookmarks', async () => {
    server.answers(
      json(200, {
        metadata: { resourceVersion: '10', continue: 'more/of it' },
        items: [object('a', '1')],
      }),
      list('10', object('b', '2')),
      pieces(
        [
          line('MODIFIED', object('a', '11')),
          line('DELETED', object('b', '12')),
        ],
        'open',
      ),
    );
    run();
    await until('deleted: b');
    expect(heard).toEqual(['all: a,b', 'changed: a', 'deleted: b']);
    expect(server.requests).toEqual([
      '/api/v1/pods?limit=500',
      '/api/v1/pods?limit=500&continue=more%2Fof+it',
      '/api/v1/pods?watch=true&allowWatchBookmarks=true&resourceVersion=10&timeoutSeconds=7',
    ]);
  });

  it('never holds more than one page as the server sent it', async () => {
    let before: string[] = [];
    server.answers(
      json(200, {
        metadata: { resourceVersion: '10', continue: 'more' },
        items: [object('a', '1')],
      }),
      (response, request) => {
        before = [...trimmed];
        list('10', object('b', '2'))(response, request);
      },
    );
    run();
    await until('all: a,b');
    expect(before).toEqual(['a']);
  });

  it('resumes where the last bookmark was when the server ends the watch', async () => {
    server.answers(
      list('10'),
      pieces([line('BOOKMARK', object('', '40'))], 'end'),
      pieces([line('ADDED', object('c', '41'))], 'open'),
    );
    run();
    await until('changed: c');
    expect(heard).toEqual(['all: ', 'changed: c']);
    expect(watchesFrom()).toEqual(['10', '40']);
  });

  it('gives up a watch that does not end in time and resumes it, without calling anything stale', async () => {
    server.answers(
      list('10'),
      pieces([line('ADDED', object('a', '11'))], 'open'),
      pieces([line('ADDED', object('b', '12'))], 'open'),
    );
    run({ watchSeconds: 0 });
    await until('changed: b');
    expect(heard).toEqual(['all: ', 'changed: a', 'silent', 'changed: b']);
    expect(watchesFrom()).toEqual(['10', '11']);
  });

  it('gives up a watch whose first word never comes', async () => {
    server.answers(
      list('10'),
      () => {},
      pieces([line('ADDED', object('a', '11'))], 'open'),
    );
    run({ watchSeconds: 0 });
    await until('changed: a');
    expect(heard).toEqual(['all: ', 'silent', 'changed: a']);
  });

  it('resumes at once when it is told that its watch may be dead', async () => {
    server.answers(
      list('10'),
      pieces([line('ADDED', object('a', '11'))], 'open'),
      pieces([line('ADDED', object('b', '12'))], 'open'),
    );
    run();
    await until('changed: a');
    reflector.resume();
    await until('changed: b');
    expect(heard).toEqual(['all: ', 'changed: a', 'changed: b']);
    expect(watchesFrom()).toEqual(['10', '11']);
  });

  it('gives up a request that is never answered at all', async () => {
    server.answers(() => {}, list('10', object('a', '1')));
    run();
    await until('all: a');
    expect(heard).toEqual(['failed: no answer', 'all: a']);
  });

  it.each([
    ['as the status of the watch', json(410, { kind: 'Status', code: 410 })],
    [
      'as an event in the watch',
      pieces([line('ERROR', { kind: 'Status', code: 410 })], 'open'),
    ],
  ])('lists anew when the version has expired, told %s', async (_, expired) => {
    server.answers(
      list('10', object('a', '1')),
      expired,
      list('90', object('b', '80')),
      pieces([line('ADDED', object('c', '91'))], 'open'),
    );
    run();
    await until('changed: c');
    expect(heard).toEqual(['all: a', 'all: b', 'changed: c']);
    expect(watchesFrom()).toEqual(['10', '90']);
  });

  it('puts events together that arrive in pieces, and asks again for one that was cut off', async () => {
    const event = line('ADDED', object('é', '12'));
    server.answers(
      list('10'),
      pieces([line('ADDED', object('a', '11')), event.slice(0, 20)], 'end'),
      (response, request) => {
        const bytes = Buffer.from(event);
        const middle = bytes.indexOf(Buffer.from('é')) + 1;
        response.write(bytes.subarray(0, middle), () =>
          setImmediate(() => response.write(bytes.subarray(middle))),
        );
        expect(request.url).toContain('resourceVersion=11');
      },
    );
    run();
    await until('changed: é');
    expect(heard).toEqual(['all: ', 'changed: a', 'changed: é']);
  });

  it('resumes after the connection was reset', async () => {
    server.answers(
      list('10'),
      pieces([line('ADDED', object('a', '11'))], 'reset'),
      pieces([line('ADDED', object('b', '12'))], 'open'),
    );
    run();
    await until('changed: b');
    expect(heard).toEqual(['all: ', 'changed: a', 'broken', 'changed: b']);
  });

  it('keeps to its version through watches that break after they had news', async () => {
    const news = [11, 12, 13, 14, 15].map(version =>
      pieces([line('ADDED', object(`v${version}`, `${version}`))], 'reset'),
    );
    server.answers(
      list('10'),
      ...news,
      pieces([line('ADDED', object('last', '16'))], 'open'),
    );
    run();
    await until('changed: last');
    expect(watchesFrom()).toEqual(['10', '11', '12', '13', '14', '15']);
  });

  it('does not trust its version any more when watches keep breaking', async () => {
    const nonsense = pieces(['<html>\n'], 'end');
    server.answers(
      list('10', object('a', '1')),
      nonsense,
      nonsense,
      nonsense,
      list('20', object('b', '2')),
    );
    run();
    await until('all: b');
    expect(watchesFrom().slice(0, 3)).toEqual(['10', '10', '10']);
  });

  it('tells why a list is refused, and tries again', async () => {
    server.answers(
      json(500, { error: { name: 'Error', message: 'connect ECONNREFUSED' } }),
      json(403, { kind: 'Status', message: 'pods is forbidden' }),
      list('10', object('a', '1')),
    );
    run();
    await until('all: a');
    expect(heard).toEqual([
      'failed: 500 connect ECONNREFUSED',
      'failed: 403 pods is forbidden',
      'all: a',
    ]);
  });

  it('looks again for a kind that the cluster does not serve', async () => {
    const paths = [undefined, '/apis/argoproj.io/v1alpha1/rollouts'];
    server.answers(list('10', object('a', '1')));
    run({ path: () => paths.shift() });
    await until('all: a');
    expect(heard).toEqual(['absent', 'all: a']);
  });

  it('believes the list that a kind is not served', async () => {
    server.answers(
      response => response.writeHead(404).end('404 page not found\n'),
      list('10', object('a', '1')),
    );
    run({ path: () => '/apis/argoproj.io/v1alpha1/rollouts' });
    await until('all: a');
    expect(heard).toEqual(['absent', 'all: a']);
  });

  it('looks for another version at once when the one it watches is not served any more', async () => {
    const paths = ['v1beta1', 'v1'].map(
      version => `/apis/networking.istio.io/${version}/sidecars`,
    );
    server.answers(
      list('10', object('a', '1')),
      response => response.writeHead(404).end('404 page not found\n'),
      list('20', object('a', '1')),
      pieces([line('ADDED', object('b', '21'))], 'open'),
    );
    run({ path: () => paths.shift() });
    await until('changed: b');
    expect(heard).toEqual(['all: a', 'all: a', 'changed: b']);
    expect(server.requests.map(request => request.split('?')[0])).toEqual([
      '/apis/networking.istio.io/v1beta1/sidecars',
      '/apis/networking.istio.io/v1beta1/sidecars',
      '/apis/networking.istio.io/v1/sidecars',
      '/apis/networking.istio.io/v1/sidecars',
    ]);
  });

  it('does not believe that a cluster has no pods at all because something on the way answers 404', async () => {
    server.answers(
      response => response.writeHead(404).end('default backend - 404'),
      list('10', object('a', '1')),
    );
    run();
    await until('all: a');
    expect(heard).toEqual(['failed: 404 default backend - 404', 'all: a']);
  });

  it('does not take a cluster that the portal does not know as an empty one', async () => {
    server.answers(
      json(404, {
        error: { name: 'NotFoundError', message: "Cluster 'x' not found" },
      }),
      list('10', object('a', '1')),
    );
    run();
    await until('all: a');
    expect(heard).toEqual(["failed: 404 Cluster 'x' not found", 'all: a']);
  });
});
