import type { RouteMatch, VirtualServiceRoute } from '../kubernetes';
import { mergeDelegate } from './mergeDelegate';

const merge = (root: RouteMatch[], own: RouteMatch[]) =>
  mergeDelegate({ route: [], match: root }, { route: [], match: own })?.match;

describe('mergeDelegate', () => {
  // `hasConflict` and `stringMatchConflict`, cases of pilot/pkg/model/virtualservice_test.go.
  it.each<[string, RouteMatch, RouteMatch, boolean]>([
    [
      'a longer prefix',
      { uri: { prefix: '/a' } },
      { uri: { prefix: '/a/b' } },
      true,
    ],
    [
      'a shorter prefix',
      { uri: { prefix: '/a/b' } },
      { uri: { prefix: '/a' } },
      false,
    ],
    [
      'an exact path within',
      { uri: { prefix: '/a' } },
      { uri: { exact: '/ab' } },
      true,
    ],
    [
      'an exact path outside',
      { uri: { prefix: '/a' } },
      { uri: { exact: '/b' } },
      false,
    ],
    [
      'the same exact path',
      { uri: { exact: '/a' } },
      { uri: { exact: '/a' } },
      true,
    ],
    [
      'another exact path',
      { uri: { exact: '/a' } },
      { uri: { exact: '/b' } },
      false,
    ],
    [
      'a prefix of an exact path',
      { uri: { exact: '/a' } },
      { uri: { prefix: '/a' } },
      false,
    ],
    [
      'a regex below a regex',
      { uri: { regex: 'a' } },
      { uri: { regex: 'a' } },
      false,
    ],
    [
      'a regex below a prefix',
      { uri: { prefix: '/' } },
      { uri: { regex: '/a' } },
      false,
    ],
    [
      'a prefix below a regex',
      { uri: { regex: '.*' } },
      { uri: { prefix: '/' } },
      false,
    ],
    [
      'another method',
      { method: { exact: 'GET' } },
      { method: { exact: 'PUT' } },
      false,
    ],
    [
      'another scheme',
      { scheme: { exact: 'a' } },
      { scheme: { exact: 'b' } },
      false,
    ],
    [
      'another authority',
      { authority: { exact: 'a' } },
      { authority: { exact: 'b' } },
      false,
    ],
    [
      'another header',
      { headers: { a: { exact: '1' } } },
      { headers: { b: { exact: '2' } } },
      true,
    ],
    [
      'the same header otherwise',
      { headers: { a: { exact: '1' } } },
      { headers: { a: { exact: '2' } } },
      false,
    ],
    [
      'a header to be absent otherwise',
      { withoutHeaders: { a: { exact: '1' } } },
      { withoutHeaders: { a: { exact: '2' } } },
      false,
    ],
    [
      'the same parameter otherwise',
      { queryParams: { a: { exact: '1' } } },
      { queryParams: { a: { exact: '2' } } },
      false,
    ],
    [
      'a header named as an object has them',
      { headers: {} },
      { headers: { constructor: { exact: '2' } } },
      true,
    ],
    ['letters of any size', { ignoreUriCase: true }, {}, false],
    ['the same port', { port: 80 }, { port: 80 }, true],
    ['another port', { port: 80 }, { port: 81 }, false],
    ['a port', {}, { port: 81 }, true],
    ['any namespace below one', { sourceNamespace: 'a' }, {}, false],
    ['one namespace below any', {}, { sourceNamespace: 'a' }, true],
    [
      'other labels of the sender',
      { sourceLabels: { a: '1' } },
      { sourceLabels: { b: '2' } },
      true,
    ],
    [
      'labels of another sender',
      { sourceLabels: { a: '1' } },
      { sourceLabels: { a: '2' } },
      false,
    ],
    [
      'some of the Gateways',
      { gateways: ['x/a', 'x/b'] },
      { gateways: ['x/a'] },
      true,
    ],
    ['another Gateway', { gateways: ['x/a'] }, { gateways: ['x/b'] }, false],
  ])('%s', (_, root, own, fits) => {
    expect(merge([root], [own]) !== undefined).toBe(fits);
  });

  it('asks for what both ask for', () => {
    expect(
      merge(
        [
          {
            uri: { prefix: '/a' },
            method: { exact: 'GET' },
            headers: { a: {} },
            sourceLabels: { app: 'a' },
            gateways: ['x/a', 'x/b'],
            port: 80,
          },
        ],
        [
          {
            uri: { prefix: '/a/b' },
            headers: { b: {} },
            withoutHeaders: { c: {} },
            queryParams: { d: {} },
            sourceLabels: { v: '1' },
          },
        ],
      ),
    ).toEqual([
      {
        uri: { prefix: '/a/b' },
        method: { exact: 'GET' },
        headers: { a: {}, b: {} },
        withoutHeaders: { c: {} },
        queryParams: { d: {} },
        sourceLabels: { app: 'a', v: '1' },
        gateways: ['x/a', 'x/b'],
        port: 80,
      },
    ]);
  });

  it('keeps the matches of one where the other has none', () => {
    const match = [{ port: 80 }];
    expect(merge(match, [])).toEqual(match);
    expect(merge([], match)).toEqual(match);
  });

  it('leaves a route out when one of its matches fits nowhere', () => {
    const one = { uri: { exact: '/a' } };
    const other = { uri: { exact: '/b' } };
    expect(merge([one], [one, other])).toBeUndefined();
    expect(merge([one, other], [other])).toHaveLength(1);
  });

  it('inherits what the delegate does not say, and never its destinations', () => {
    const root: VirtualServiceRoute = {
      name: 'root',
      route: [{ destination: { host: 'a' } }],
      delegate: { name: 'part' },
      timeout: '1s',
      rewrite: { uri: '/' },
    };
    const own: VirtualServiceRoute = {
      route: [{ destination: { host: 'b' } }],
      timeout: '2s',
    };
    expect(mergeDelegate(root, own)).toEqual({
      name: 'root',
      match: [],
      route: own.route,
      timeout: '2s',
      rewrite: { uri: '/' },
    });
    expect(mergeDelegate(root, { ...own, name: 'own' })?.name).toBe('root-own');
    expect(
      mergeDelegate({ ...root, name: undefined }, { ...own, name: 'own' })
        ?.name,
    ).toBe('own');
  });
});
