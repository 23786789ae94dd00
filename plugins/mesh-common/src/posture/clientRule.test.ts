import type { DestinationRule } from '../kubernetes';
import { DEFAULT_MESH_SETTINGS as mesh } from '../model';
import { kind, unreadable } from './__fixtures__/scene';
import { ruleForClient, type RuleClient } from './clientRule';
import { effectiveTrafficPolicy } from './effectiveTrafficPolicy';

const rule = kind('DestinationRule');
const tls = (mode: string) => ({ trafficPolicy: { tls: { mode } } });
const checkout = { namespace: 'shop', name: 'checkout' };
const FULL = 'checkout.shop.svc.cluster.local';

const obeyed = (rules: DestinationRule[], client: RuleClient) =>
  [rules, [...rules].reverse()].map(some =>
    ruleForClient(some, checkout, client, mesh)?.from.map(
      ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
    ),
  );

const shop = rule({ host: 'checkout' }, { name: 'shop' });
const web = rule({ host: FULL }, { name: 'web', namespace: 'web' });
const root = rule(
  { host: '*.local' },
  { name: 'root', namespace: 'istio-system' },
);

const CASES: [string, DestinationRule[], RuleClient, string[] | undefined][] = [
  ['none', [], { namespace: 'web' }, undefined],
  [
    'that of its own namespace before that of the Service',
    [shop, web, root],
    { namespace: 'web' },
    ['web/web'],
  ],
  [
    'that of the Service before that of the root namespace',
    [shop, web, root],
    { namespace: 'pay' },
    ['shop/shop'],
  ],
  [
    'that of the root namespace where the Service has none',
    [web, root],
    { namespace: 'pay' },
    ['istio-system/root'],
  ],
  [
    'a wildcard of its own namespace before the exact host of the Service',
    [shop, rule({ host: '*.local' }, { name: 'all', namespace: 'web' })],
    { namespace: 'web' },
    ['web/all'],
  ],
  [
    'the exact host before a wildcard in one namespace',
    [shop, rule({ host: `*.${FULL.slice(9)}` }, { name: 'a' })],
    { namespace: 'shop' },
    ['shop/shop'],
  ],
  [
    'the longer wildcard',
    [
      rule({ host: '*.cluster.local' }, { name: 'long' }),
      rule({ host: '*.local' }, { name: 'a' }),
      rule({ host: '*' }, { name: 'b' }),
    ],
    { namespace: 'shop' },
    ['shop/long'],
  ],
  [
    'never one whose host has a namespace but no domain: Istio does not complete it',
    [rule({ host: 'checkout.shop' }, { name: 'half' })],
    { namespace: 'shop' },
    undefined,
  ],
  [
    'never one that means a Service of its own namespace by a short name',
    [rule({ host: 'checkout' }, { name: 'web', namespace: 'web' })],
    { namespace: 'web' },
    undefined,
  ],
  [
    'never one without a host',
    [rule({}, { name: 'empty' })],
    { namespace: 'shop' },
    undefined,
  ],
  [
    'never one that cannot be read',
    [unreadable('DestinationRule')],
    { namespace: 'shop' },
    undefined,
  ],
  [
    'a private one only inside its namespace',
    [rule({ host: 'checkout', exportTo: ['.'] }, { name: 'private' }), root],
    { namespace: 'web' },
    ['istio-system/root'],
  ],
  [
    'a private one inside its namespace',
    [rule({ host: 'checkout', exportTo: ['.'] }, { name: 'private' }), root],
    { namespace: 'shop' },
    ['shop/private'],
  ],
  [
    'a private one that says so by its own name',
    [rule({ host: 'checkout', exportTo: ['shop'] }, { name: 'private' })],
    { namespace: 'web' },
    undefined,
  ],
  [
    'one that is exported to its namespace',
    [rule({ host: 'checkout', exportTo: ['web'] }, { name: 'forWeb' })],
    { namespace: 'web' },
    ['shop/forWeb'],
  ],
  [
    'not one that is exported to another namespace',
    [rule({ host: 'checkout', exportTo: ['web'] }, { name: 'forWeb' })],
    { namespace: 'pay' },
    undefined,
  ],
  [
    'not one of its own namespace that is exported elsewhere only',
    [
      rule(
        { host: FULL, exportTo: ['pay'] },
        { name: 'forPay', namespace: 'web' },
      ),
    ],
    { namespace: 'web' },
    undefined,
  ],
  [
    'one that is exported to all',
    [rule({ host: 'checkout', exportTo: ['*'] }, { name: 'all' })],
    { namespace: 'pay' },
    ['shop/all'],
  ],
  [
    'that of the Service for a gateway in the root namespace, whose own rules are meant for all',
    [shop, root],
    { namespace: 'istio-system' },
    ['shop/shop'],
  ],
  [
    'a private one of the root namespace for a gateway in it',
    [
      shop,
      rule(
        { host: '*.local', exportTo: ['.'] },
        { name: 'gateways', namespace: 'istio-system' },
      ),
    ],
    { namespace: 'istio-system' },
    ['istio-system/gateways'],
  ],
  [
    'one with a workloadSelector that takes it',
    [
      shop,
      rule(
        {
          host: 'checkout',
          workloadSelector: { matchLabels: { app: 'cart' } },
        },
        { name: 'cart' },
      ),
    ],
    { namespace: 'shop', labels: { app: 'cart', version: 'v1' } },
    ['shop/cart'],
  ],
  [
    'not one with a workloadSelector that does not take it',
    [
      shop,
      rule(
        {
          host: 'checkout',
          workloadSelector: { matchLabels: { app: 'cart' } },
        },
        { name: 'cart' },
      ),
    ],
    { namespace: 'shop', labels: { app: 'web' } },
    ['shop/shop'],
  ],
  [
    'not one with a workloadSelector while its labels are not known',
    [rule({ host: 'checkout', workloadSelector: {} }, { name: 'cart' })],
    { namespace: 'shop' },
    undefined,
  ],
  [
    'never one with a workloadSelector from another namespace, whatever it exports',
    [
      rule(
        {
          host: 'checkout',
          exportTo: ['*'],
          workloadSelector: { matchLabels: { app: 'cart' } },
        },
        { name: 'cart' },
      ),
    ],
    { namespace: 'web', labels: { app: 'cart' } },
    undefined,
  ],
  [
    'two of one namespace and host, put together, the oldest first',
    [
      rule(
        { host: 'checkout' },
        { name: 'a', createdAt: '2026-02-02T00:00:00Z' },
      ),
      rule({ host: FULL }, { name: 'b', createdAt: '2026-02-01T00:00:00Z' }),
    ],
    { namespace: 'shop' },
    ['shop/b', 'shop/a'],
  ],
  [
    'not two that are exported differently, but the younger one',
    [
      rule(
        { host: 'checkout', exportTo: ['*', '.'] },
        { name: 'a', createdAt: '2026-02-02T00:00:00Z' },
      ),
      rule(
        { host: 'checkout', exportTo: ['.'] },
        { name: 'b', createdAt: '2026-02-01T00:00:00Z' },
      ),
    ],
    { namespace: 'shop' },
    ['shop/a'],
  ],
  [
    'two with the same selector, in whatever order it is written',
    [
      rule(
        {
          host: 'checkout',
          workloadSelector: { matchLabels: { a: '1', b: '2' } },
        },
        { name: 'a' },
      ),
      rule(
        {
          host: 'checkout',
          workloadSelector: { matchLabels: { b: '2', a: '1' } },
        },
        { name: 'b' },
      ),
    ],
    { namespace: 'shop', labels: { a: '1', b: '2' } },
    ['shop/a', 'shop/b'],
  ],
];

describe('ruleForClient', () => {
  it.each(CASES)('obeys %s', (_, rules, client, expected) => {
    expect(obeyed(rules, client)).toEqual([expected, expected]);
  });

  it('knows the domain of the cluster', () => {
    const rules = [rule({ host: 'checkout.shop.svc.example.com' })];
    const other = { ...mesh, clusterDomain: 'example.com' };
    expect(
      ruleForClient(rules, checkout, { namespace: 'web' }, mesh),
    ).toBeUndefined();
    expect(
      ruleForClient(rules, checkout, { namespace: 'web' }, other)?.from,
    ).toEqual(rules);
  });

  it('takes the first policy whole and adds subsets up, the older one of two', () => {
    const first = rule(
      { host: 'checkout', subsets: [{ name: 'v1', labels: { version: '1' } }] },
      { name: 'a' },
    );
    const second = rule(
      {
        host: 'checkout',
        ...tls('DISABLE'),
        subsets: [{ name: 'v1', labels: { version: 'x' } }, { name: 'v2' }],
      },
      { name: 'b' },
    );
    const third = rule({ host: 'checkout', ...tls('SIMPLE') }, { name: 'c' });
    expect(
      ruleForClient(
        [third, second, first],
        checkout,
        { namespace: 'shop' },
        mesh,
      ),
    ).toEqual({
      policy: { policy: { tls: { mode: 'DISABLE' } }, from: second },
      subsets: [
        { subset: { name: 'v1', labels: { version: '1' } }, from: first },
        { subset: { name: 'v2' }, from: second },
      ],
      from: [first, second, third],
    });
  });
});

describe('effectiveTrafficPolicy', () => {
  const pool = (maxConnections: number) => ({
    connectionPool: { tcp: { maxConnections } },
  });
  const outlier = { outlierDetection: { consecutive5xxErrors: 3 } };
  const from = rule({
    host: 'checkout',
    trafficPolicy: {
      ...pool(1),
      ...outlier,
      tls: { mode: 'DISABLE' },
      portLevelSettings: [{ port: { number: 80 }, ...pool(2) }, { ...pool(3) }],
    },
    subsets: [
      { name: 'plain' },
      { name: 'own', trafficPolicy: pool(4) },
      {
        name: 'ports',
        trafficPolicy: {
          loadBalancer: { simple: 'RANDOM' },
          portLevelSettings: [{ port: { number: 81 }, ...pool(5) }],
        },
      },
    ],
  });
  const values = (subset: string | undefined, port: number | undefined) =>
    Object.fromEntries(
      Object.entries(
        effectiveTrafficPolicy(
          ruleForClient([from], checkout, { namespace: 'shop' }, mesh),
          subset,
          port,
        ),
      ).map(([topic, setting]) => {
        expect(setting.from).toBe(from);
        return [topic, setting.value];
      }),
    );
  const host = { ...pool(1), ...outlier, tls: { mode: 'DISABLE' } };

  it.each([
    ['the host', undefined, undefined, host],
    ['a port without settings of its own', undefined, 443, host],
    [
      'a port: nothing of the host is left, not even tls',
      undefined,
      80,
      pool(2),
    ],
    ['a subset without a policy', 'plain', undefined, host],
    [
      'a subset without a policy, on a port with settings',
      'plain',
      80,
      pool(2),
    ],
    ['a subset that nobody wrote', 'ghost', undefined, host],
    ['a subset: topic by topic', 'own', undefined, { ...host, ...pool(4) }],
    ['a subset on a port of the host', 'own', 80, pool(4)],
    [
      'a subset with ports, elsewhere',
      'ports',
      82,
      { ...host, loadBalancer: { simple: 'RANDOM' } },
    ],
    ['a port of a subset: nothing else is left', 'ports', 81, pool(5)],
  ])('is for %s', (_, subset, port, expected) => {
    expect(values(subset, port)).toEqual(expected);
  });

  it('is nothing without a rule', () => {
    expect(effectiveTrafficPolicy(undefined, 'own', 80)).toEqual({});
  });
});
