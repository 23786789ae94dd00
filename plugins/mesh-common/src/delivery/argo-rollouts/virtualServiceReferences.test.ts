import { object } from '../../__fixtures__/objects';
import type { VirtualService } from '../../kubernetes';
import { referencedVirtualServices } from './virtualServiceReferences';

describe('VirtualServices that a Rollout names', () => {
  const places = (istio: object, ...found: VirtualService[]) =>
    referencedVirtualServices(
      object('Rollout', 'checkout', {
        spec: { strategy: { canary: { trafficRouting: { istio } } } },
      }),
      found,
    ).map(({ namespace, name, virtualService: object_ }) => [
      namespace,
      name,
      object_?.metadata.name,
    ]);

  it.each([
    ['checkout', 'shop', 'checkout'],
    ['checkout.edge', 'edge', 'checkout'],
    ['checkout.v1.edge', 'edge', 'checkout.v1'],
    ['checkout.edge.cluster.local', 'edge', 'checkout'],
  ])('%s', (named, namespace, name) => {
    expect(places({ virtualService: { name: named } })).toEqual([
      [namespace, name, undefined],
    ]);
  });

  it('finds the object in its own namespace only', () => {
    const elsewhere = object('VirtualService', 'checkout', {
      namespace: 'edge',
    });
    const here = object('VirtualService', 'checkout');
    const other = object('VirtualService', 'other');
    expect(
      places({ virtualService: { name: 'checkout' } }, elsewhere, other),
    ).toEqual([['shop', 'checkout', undefined]]);
    expect(
      places({ virtualService: { name: 'checkout' } }, elsewhere, here),
    ).toEqual([['shop', 'checkout', 'checkout']]);
  });

  it('takes the list when there is one, be it empty', () => {
    const single = { name: 'single' };
    expect(
      places({
        virtualService: single,
        virtualServices: [{ name: 'a' }, { name: 'b' }],
      }),
    ).toEqual([
      ['shop', 'a', undefined],
      ['shop', 'b', undefined],
    ]);
    expect(places({ virtualService: single, virtualServices: [] })).toEqual([]);
  });

  it('are none without Istio', () => {
    expect(places({})).toEqual([]);
  });
});
