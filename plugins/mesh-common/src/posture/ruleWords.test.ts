import { kind } from './__fixtures__/scene';
import {
  asksHttp,
  asksIdentity,
  asksToken,
  excludesIdentity,
  matchesAll,
  matchesWithoutToken,
  withoutHttp,
} from './ruleConditions';
import { ruleWords } from './ruleWords';

const ruleOf = (rule: object) =>
  kind('AuthorizationPolicy')({ rules: [rule] }).spec.rules[0];
const from = (...sources: object[]) => ({
  from: sources.map(source => ({ source })),
});
const to = (...operations: object[]) => ({
  to: operations.map(operation => ({ operation })),
});
const when = (key: string, values?: string[], notValues?: string[]) => ({
  when: [{ key, values, notValues }],
});

describe('ruleWords', () => {
  it.each<[string, object]>([
    ['every request', {}],
    ['every request', { from: [], to: [], when: [] }],
    ['every request', { from: [{}], to: [{}] }],
    [
      'GET or POST on /api/* from service account shop/cart',
      {
        ...to({ methods: ['GET', 'POST'], paths: ['/api/*'] }),
        ...from({ principals: ['cluster.local/ns/shop/sa/cart'] }),
      },
    ],
    [
      'GET on /a or POST on /b or /c',
      to(
        { methods: ['GET'], paths: ['/a'] },
        { methods: ['POST'], paths: ['/b', '/c'] },
      ),
    ],
    [
      'methods but PUT or DELETE on paths but /admin* for host a.com at port 80 or 81',
      to({
        notMethods: ['PUT', 'DELETE'],
        notPaths: ['/admin*'],
        hosts: ['a.com'],
        ports: ['80', '81'],
      }),
    ],
    [
      'GET and methods but PUT for hosts but b.com at ports but 15020',
      to({
        methods: ['GET'],
        notMethods: ['PUT'],
        notHosts: ['b.com'],
        notPorts: ['15020'],
      }),
    ],
    ['requests on /a', to({ paths: ['/a'] })],
    [
      'every request from service account shop/cart or service account web/shop',
      from({ serviceAccounts: ['cart', 'web/shop'] }),
    ],
    [
      'every request from not service account shop/cart and not service account web/x',
      from({
        notPrincipals: ['td/ns/shop/sa/cart'],
        notServiceAccounts: ['web/x'],
      }),
    ],
    ['every request from anyone with mTLS', from({ principals: ['*'] })],
    [
      'every request from identity cluster.local/ns/shop/*, identity a/ns/b/sa/c/d, identity a/x/b/sa/c, identity a/ns/b/x/c or identity a/ns/b/sa/',
      from({
        principals: [
          'cluster.local/ns/shop/*',
          'a/ns/b/sa/c/d',
          'a/x/b/sa/c',
          'a/ns/b/x/c',
          'a/ns/b/sa/',
        ],
      }),
    ],
    [
      'every request from namespace web and IP 10.0.0.0/8',
      from({ namespaces: ['web'], ipBlocks: ['10.0.0.0/8'] }),
    ],
    [
      'every request from not namespace web and trust domain a and not trust domain b and not IP 1.1.1.1 and original IP 2.2.2.2 and not original IP 3.3.3.3',
      from({
        notNamespaces: ['web'],
        trustDomains: ['a'],
        notTrustDomains: ['b'],
        notIpBlocks: ['1.1.1.1'],
        remoteIpBlocks: ['2.2.2.2'],
        notRemoteIpBlocks: ['3.3.3.3'],
      }),
    ],
    [
      'every request from anyone with a token or namespace web',
      from({ requestPrincipals: ['*'] }, { namespaces: ['web'] }),
    ],
    [
      'every request from token of https://idp/me and not anyone with a token',
      from({
        requestPrincipals: ['https://idp/me'],
        notRequestPrincipals: ['*'],
      }),
    ],
    [
      'requests at port 80 from namespace web when request.headers[x] is a or b and source.ip is not 1.1.1.1',
      {
        ...to({ ports: ['80'] }),
        ...from({ namespaces: ['web'] }),
        when: [
          { key: 'request.headers[x]', values: ['a', 'b'] },
          { key: 'source.ip', notValues: ['1.1.1.1'] },
        ],
      },
    ],
    ['every request when a is b', { from: [{}], ...when('a', ['b']) }],
  ])('%s', (words, rule) => {
    expect(ruleWords(ruleOf(rule), 'shop')).toBe(words);
  });

  it('is cut where nobody would read on', () => {
    const paths = Array.from(
      { length: 200 },
      (_, i) => `/${'x'.repeat(200)}${i}`,
    );
    const words = ruleWords(ruleOf(to({ paths: paths.slice(0, 1) })), 'shop');
    expect(words).toBe(`requests on /${'x'.repeat(119)}…`);
    expect(ruleWords(ruleOf(to({ paths })), 'shop')).toHaveLength(301);
    expect(ruleWords(ruleOf(to({ paths })), 'shop')).toMatch(/…$/);
    const short = Array.from({ length: 12 }, (_, i) => `/${i}`);
    expect(ruleWords(ruleOf(to({ paths: short })), 'shop')).toBe(
      'requests on /0, /1, /2, /3, /4, /5, /6, /7, /8, /9 or 2 more',
    );
    const exact = ['a', 'b', 'c'].map(one => one.repeat(94));
    expect(ruleWords(ruleOf(to({ paths: exact })), 'shop')).toMatch(
      /^.{299}c$/,
    );
    const longer = [...exact.slice(1), 'c'.repeat(95)];
    expect(ruleWords(ruleOf(to({ paths: longer })), 'shop')).toMatch(
      /^.{300}…$/,
    );
  });
});

describe('what a rule asks for', () => {
  const answers = (rule: object) => {
    const parsed = ruleOf(rule);
    return Object.entries({
      all: matchesAll,
      identity: asksIdentity,
      excludes: excludesIdentity,
      token: asksToken,
      withoutToken: matchesWithoutToken,
      http: asksHttp,
    })
      .filter(([, asks]) => asks(parsed))
      .map(([name]) => name)
      .join(' ');
  };

  it.each<[string, object, string]>([
    ['an empty rule', {}, 'all'],
    ['an empty source among others', from({ namespaces: ['a'] }, {}), 'all'],
    ['an empty operation among others', to({ ports: ['80'] }, {}), 'all'],
    ['a source without anything', { from: [{}] }, 'all'],
    ['a condition without values', when('source.ip', [], []), 'all'],
    ['a port', to({ ports: ['80'] }), ''],
    ['an IP', from({ ipBlocks: ['1.1.1.1'] }), ''],
    ['a condition', when('source.ip', ['1.1.1.1']), ''],
    [
      'a condition that excludes',
      when('source.ip', undefined, ['1.1.1.1']),
      '',
    ],
    ['principals', from({ principals: ['*'] }), 'identity'],
    ['namespaces', from({ namespaces: ['a'] }), 'identity'],
    ['service accounts', from({ serviceAccounts: ['a'] }), 'identity'],
    ['trust domains', from({ trustDomains: ['a'] }), 'identity'],
    [
      'an identity or an IP: plain text may fulfil it',
      from({ principals: ['a'] }, { ipBlocks: ['1.1.1.1'] }),
      '',
    ],
    ['an identity as a condition', when('source.principal', ['a']), 'identity'],
    ['a namespace as a condition', when('source.namespace', ['a']), 'identity'],
    [
      'a service account as a condition',
      when('source.serviceAccount', ['a']),
      'identity',
    ],
    [
      'a trust domain as a condition',
      when('source.trustDomain', ['a']),
      'identity',
    ],
    ['not some principals', from({ notPrincipals: ['a'] }), 'excludes'],
    [
      'not some namespaces, or an IP',
      from({ ipBlocks: ['1.1.1.1'] }, { notNamespaces: ['a'] }),
      'excludes',
    ],
    [
      'not some service accounts',
      from({ notServiceAccounts: ['a'] }),
      'excludes',
    ],
    ['not some trust domains', from({ notTrustDomains: ['a'] }), 'excludes'],
    [
      'one namespace but not some principals',
      from({ namespaces: ['a'], notPrincipals: ['b'] }),
      'identity',
    ],
    [
      'not some identity as a condition',
      when('source.principal', undefined, ['a']),
      'excludes',
    ],
    ['both as a condition', when('source.principal', ['a'], ['b']), 'identity'],
    ['a token', from({ requestPrincipals: ['*'] }), 'token http'],
    [
      'a token or an IP',
      from({ requestPrincipals: ['*'] }, { ipBlocks: ['1.1.1.1'] }),
      'http',
    ],
    ['a claim', when('request.auth.claims[a]', ['b']), 'token http'],
    ['not a claim', when('request.auth.claims[a]', undefined, ['b']), 'http'],
    ['a header', when('request.headers[a]', ['b']), 'http'],
    ['the original address', when('remote.ip', ['1.1.1.1']), 'http'],
    ['no token', from({ notRequestPrincipals: ['*'] }), 'withoutToken http'],
    ['no token of somebody', from({ notRequestPrincipals: ['a/b'] }), 'http'],
    [
      'no token and an IP',
      from({ notRequestPrincipals: ['*'], ipBlocks: ['1.1.1.1'] }),
      'http',
    ],
    [
      'no token on a path',
      { ...from({ notRequestPrincipals: ['*'] }), ...to({ paths: ['/a'] }) },
      'http',
    ],
    [
      'no token on any of the operations',
      { ...from({ notRequestPrincipals: ['*'] }), ...to({}) },
      'withoutToken http',
    ],
    [
      'no token under a condition',
      {
        ...from({ notRequestPrincipals: ['*'] }),
        ...when('source.ip', ['1.1.1.1']),
      },
      'http',
    ],
    [
      'the original address of a source',
      from({ remoteIpBlocks: ['1.1.1.1'] }),
      'http',
    ],
    [
      'not the original address of a source',
      from({ notRemoteIpBlocks: ['1.1.1.1'] }),
      'http',
    ],
    ['hosts', to({ hosts: ['a'] }), 'http'],
    ['not hosts', to({ notHosts: ['a'] }), 'http'],
    ['methods', to({ methods: ['GET'] }), 'http'],
    ['not methods', to({ notMethods: ['GET'] }), 'http'],
    ['paths', to({ paths: ['/a'] }), 'http'],
    ['not paths', to({ ports: ['80'] }, { notPaths: ['/a'] }), 'http'],
  ])('is told for %s', (_, rule, expected) => {
    expect(answers(rule)).toBe(expected);
  });

  it('is less for ztunnel, which sees no HTTP', () => {
    const rule = ruleOf({
      ...from({
        namespaces: ['web'],
        requestPrincipals: ['*'],
        notRequestPrincipals: ['a'],
        remoteIpBlocks: ['1.1.1.1'],
        notRemoteIpBlocks: ['1.1.1.1'],
      }),
      ...to({
        ports: ['80'],
        hosts: ['a'],
        notHosts: ['a'],
        methods: ['GET'],
        notMethods: ['GET'],
        paths: ['/a'],
        notPaths: ['/b'],
      }),
      when: [
        { key: 'request.headers[a]', values: ['b'] },
        { key: 'remote.ip', values: ['1.1.1.1'] },
        { key: 'destination.port', values: ['80'] },
      ],
    });
    expect(ruleWords(withoutHttp(rule), 'shop')).toBe(
      'requests at port 80 from namespace web when destination.port is 80',
    );
    expect(ruleWords(withoutHttp(ruleOf({})), 'shop')).toBe('every request');
  });
});
