import { object } from '../../__fixtures__/objects';
import { selectRoutes } from './movedRoutes';

/** Labels of the routes that the controller moves, and what the Rollout names in vain. */
function select(
  virtualService: object,
  reference: object = {},
  managedRoutes: { name: string }[] = [],
) {
  const rollout = object('Rollout', 'checkout', {
    spec: { strategy: { canary: { trafficRouting: { managedRoutes } } } },
  });
  const { routes, problems } = selectRoutes(
    rollout,
    object('VirtualService', 'checkout', { spec: virtualService }),
    { name: 'checkout', ...reference },
  );
  return { labels: routes.map(({ label }) => label), problems };
}

const tls = (port: number | undefined, ...sniHosts: string[]) => ({
  match: [{ port, sniHosts }],
});

describe('http routes that a Rollout moves', () => {
  it.each([
    ['the only one, whatever its name', [{ name: 'a' }], [', route a']],
    ['the only one without a name', [{}], ['']],
    ['none', [], []],
  ])('without a list: %s', (_, http, labels) => {
    expect(select({ http })).toEqual({ labels, problems: [] });
  });

  it('without a list: the first without a name, and the controller refuses that there are more', () => {
    expect(select({ http: [{ name: 'a' }, {}, {}] })).toEqual({
      labels: [', http route 2'],
      problems: [
        'has 3 http routes, and the Rollout does not say which of them it moves',
      ],
    });
  });

  it('without a list: the only one that is not managed', () => {
    expect(
      select({ http: [{ name: 'testers' }, { name: 'a' }] }, {}, [
        { name: 'testers' },
      ]),
    ).toEqual({ labels: [', route a'], problems: [] });
  });

  it('with a list: those of the list, in its order', () => {
    expect(
      select(
        { http: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] },
        { routes: ['c', 'a'] },
      ),
    ).toEqual({ labels: [', route c', ', route a'], problems: [] });
  });

  it('with a list: says what is not there, and goes on with the others', () => {
    expect(select({ http: [{ name: 'a' }] }, { routes: ['b', 'a'] })).toEqual({
      labels: [', route a'],
      problems: ['has no http route named b'],
    });
  });

  it('with a list of which nothing is there: shows where requests still go', () => {
    expect(select({ http: [{ name: 'a' }] }, { routes: ['b'] })).toEqual({
      labels: [', route a'],
      problems: ['has no http route named b'],
    });
  });

  it('mirror routes with the others, but not header routes, which give all to the canary', () => {
    expect(
      select(
        {
          http: [
            { name: 'copy', mirror: { host: 'checkout' } },
            { name: 'testers' },
            { name: 'foreign', mirror: { host: 'checkout' } },
            { name: 'a' },
          ],
        },
        { routes: ['a'] },
        [{ name: 'copy' }, { name: 'testers' }],
      ).labels,
    ).toEqual([', route a', ', route copy']);
  });

  it('does not ask for http routes where there are only others', () => {
    expect(select({ tcp: [{}] }, { routes: ['a'] })).toEqual({
      labels: [''],
      problems: [],
    });
  });
});

describe('tls routes that a Rollout moves', () => {
  it('without a list: the only one', () => {
    expect(select({ tls: [tls(443, 'a.example.com')] })).toEqual({
      labels: [''],
      problems: [],
    });
  });

  it('without a list: the first, and the controller refuses that there are more', () => {
    expect(select({ tls: [tls(443, 'a'), tls(443, 'b')] })).toEqual({
      labels: [', tls route 1'],
      problems: [
        'has 2 tls routes, and the Rollout does not say which of them it moves',
      ],
    });
  });

  it.each([
    ['the same port and names', { port: 443, sniHosts: ['b', 'a'] }, [0]],
    ['another port', { port: 8443, sniHosts: ['a', 'b'] }, []],
    ['fewer names', { port: 443, sniHosts: ['a'] }, []],
    ['other names', { port: 443, sniHosts: ['a', 'c'] }, []],
    ['no port, where the route has none', { sniHosts: ['c'] }, [1]],
    ['only a port', { port: 443 }, []],
  ])('with a list: by %s', (_, wanted, indexes) => {
    const { labels, problems } = select(
      { tls: [tls(443, 'a', 'b'), tls(undefined, 'c')] },
      { tlsRoutes: [wanted] },
    );
    expect(labels).toEqual(indexes.map(i => `, tls route ${i + 1}`));
    expect(problems).toEqual(
      indexes.length > 0
        ? []
        : ['has no tls route like one that the Rollout names'],
    );
  });

  it('never a route with matches of several ports', () => {
    const several = {
      match: [
        { port: 443, sniHosts: ['a'] },
        { port: 8443, sniHosts: ['a'] },
      ],
    };
    expect(
      select(
        { tls: [several] },
        { tlsRoutes: [{ port: 443, sniHosts: ['a'] }] },
      ).labels,
    ).toEqual([]);
  });

  it('every route that fits, and each of them once', () => {
    expect(
      select(
        { tls: [tls(443, 'a'), tls(443, 'a')] },
        {
          tlsRoutes: [
            { port: 443, sniHosts: ['a'] },
            { port: 443, sniHosts: ['a'] },
          ],
        },
      ).labels,
    ).toEqual([', tls route 1', ', tls route 2']);
  });
});

describe('tcp routes that a Rollout moves', () => {
  it.each([
    [{ port: 3306 }, [', tcp route 1']],
    [{}, [', tcp route 2']],
    [{ port: 5432 }, []],
  ])('by port: %j', (wanted, labels) => {
    expect(
      select(
        { tcp: [{ match: [{ port: 3306 }] }, {}] },
        { tcpRoutes: [wanted] },
      ).labels,
    ).toEqual(labels);
  });

  it('beside http and tls routes', () => {
    expect(
      select({ http: [{ name: 'a' }], tls: [tls(443, 'a')], tcp: [{}] }),
    ).toEqual({
      labels: [', route a', ', tls route 1', ', tcp route 1'],
      problems: [],
    });
  });
});
