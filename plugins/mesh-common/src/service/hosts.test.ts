import { DEFAULT_MESH_SETTINGS } from '../model';
import {
  commonHosts,
  fullHostOf,
  hostCovers,
  hostMeans,
  isExportedTo,
  isHalfHost,
  resolveGateway,
  resolveHost,
} from './hosts';

const reviews = { namespace: 'shop', name: 'reviews' };

describe('hostMeans', () => {
  it.each([
    ['its short name in its namespace', 'reviews', 'shop', true],
    ['its short name elsewhere', 'reviews', 'other', false],
    [
      'its full name, from anywhere',
      'reviews.shop.svc.cluster.local',
      'x',
      true,
    ],
    [
      'the same name in another namespace',
      'reviews.x.svc.cluster.local',
      'x',
      false,
    ],
    // Istio completes names without dots and no others (`ResolveShortnameToFQDN`).
    ['half of its full name', 'reviews.shop', 'shop', false],
    ['its full name without the domain', 'reviews.shop.svc', 'shop', false],
    ['a name that begins with its own', 'reviews-v2', 'shop', false],
    [
      'a subdomain of its full name',
      'a.reviews.shop.svc.cluster.local',
      'shop',
      false,
    ],
    ['nothing', '', 'shop', false],
    ['every host', '*', 'shop', false],
  ])('with %s', (_, host, namespace, expected) => {
    expect(hostMeans(host, namespace, reviews)).toBe(expected);
  });

  it('follows the domain of the cluster', () => {
    const mesh = { ...DEFAULT_MESH_SETTINGS, clusterDomain: 'corp.example' };
    const host = 'reviews.shop.svc.corp.example';
    expect(fullHostOf(reviews, mesh)).toBe(host);
    expect(hostMeans(host, 'x', reviews, mesh)).toBe(true);
    expect(hostMeans(host, 'x', reviews)).toBe(false);
  });

  it('knows the names that only DNS completes', () => {
    expect(isHalfHost('reviews.shop', reviews)).toBe(true);
    expect(isHalfHost('reviews.shop.svc', reviews)).toBe(true);
    expect(isHalfHost('reviews', reviews)).toBe(false);
    expect(isHalfHost('reviews.shop.svc.cluster.local', reviews)).toBe(false);
  });
});

describe('resolveHost', () => {
  it.each([
    ['reviews', 'reviews.shop.svc.cluster.local'],
    ['reviews.other', 'reviews.other'],
    ['www.example.com', 'www.example.com'],
    ['*', '*'],
    ['*.example.com', '*.example.com'],
    ['10.0.0.1', '10.0.0.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['', ''],
  ])('makes %j of namespace shop %j', (host, full) => {
    expect(resolveHost(host, 'shop')).toBe(full);
  });
});

describe('hostCovers', () => {
  it.each([
    ['a.com', 'a.com', true],
    ['a.com', 'b.com', false],
    ['*.com', 'a.com', true],
    ['*', 'a.com', true],
    ['*', '*.com', true],
    ['*.com', '*', false],
    ['*.com', '*.a.com', true],
    ['*.a.com', '*.com', false],
    ['*.a.com', 'xa.com', false],
    // Istio asks for the ending alone.
    ['*a.com', 'xa.com', true],
    ['a.com', '*.com', false],
  ])('whether %s covers %s: %s', (wide, narrow, expected) => {
    expect(hostCovers(wide, narrow)).toBe(expected);
  });
});

describe('commonHosts', () => {
  // From `Intersection` in pkg/config/host/names_test.go.
  it.each([
    [['a.com'], ['b.com'], []],
    [['*.com'], ['a.com', 'b.com'], ['a.com', 'b.com']],
    [['a.com'], ['*.com', '*'], ['a.com']],
    [['*'], ['*.com'], ['*.com']],
    [['*'], ['*'], ['*']],
  ])('of %j and %j is %j', (some, others, expected) => {
    expect(commonHosts(some, others)).toEqual(expected);
  });
});

describe('isExportedTo', () => {
  it.each([
    ['nothing', undefined, 'other', true],
    ['an empty list', [], 'other', true],
    ['all', ['*'], 'other', true],
    ['its own namespace', ['.'], 'other', false],
    ['its own namespace', ['.'], 'shop', true],
    ['its own namespace by name', ['shop'], 'shop', true],
    ['some namespaces', ['a', 'other'], 'other', true],
    ['some other namespaces', ['a'], 'shop', false],
    ['nobody', ['~'], 'shop', false],
    ['nobody and someone', ['~', 'other'], 'other', false],
    ['nobody and all', ['~', '*'], 'other', true],
  ])('with %s: %j seen from %s is %s', (_, exportTo, viewer, expected) => {
    expect(isExportedTo(exportTo, 'shop', viewer)).toBe(expected);
  });
});

describe('resolveGateway', () => {
  it.each([
    ['public', { namespace: 'shop', name: 'public' }],
    ['ingress/public', { namespace: 'ingress', name: 'public' }],
    ['./public', { namespace: 'shop', name: 'public' }],
    ['public.ingress', { namespace: 'ingress', name: 'public' }],
    [
      'public.ingress.svc.cluster.local',
      { namespace: 'ingress', name: 'public' },
    ],
  ])('finds %s', (reference, expected) => {
    expect(resolveGateway(reference, 'shop')).toEqual(expected);
  });
});
