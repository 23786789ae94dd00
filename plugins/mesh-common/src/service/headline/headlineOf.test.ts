import { recorded } from '../../__fixtures__/recorded';
import type { ArgoCanaryDelivery, Delivery, Signals } from '../../model';
import { buildServiceView } from '../buildServiceView';
import { FRESH, LIVE, said } from './__fixtures__/said';

describe('what the sentence says of errors', () => {
  const signals = (errorShare: number | undefined) =>
    ({ errorShare, requests: 100 } as Signals);
  const { objects } = recorded('paused-step1-weight20');
  const view = buildServiceView({
    cluster: 'lab',
    entityRef: 'component:default/checkout',
    objects,
    freshness: FRESH,
    trustCatalog: false,
    now: new Date(LIVE.heardAt),
  });
  const errors = (
    own: Signals | undefined,
    old: Signals | undefined,
    service: Signals | undefined,
    change: Partial<ArgoCanaryDelivery> = {},
  ) =>
    said(
      { ...view.delivery, ...change } as Delivery,
      view.revisions.map(revision => ({
        ...revision,
        signals: revision.role === 'canary' ? own : old,
      })),
      service,
    )
      .split('. ')
      .slice(1)
      .join('. ');

  it.each([
    [
      signals(0.004),
      signals(0.003),
      signals(0.5),
      'Errors 0.4 % against 0.3 % on stable.',
    ],
    [signals(0.004), undefined, signals(0.5), 'Errors 0.4 % on the canary.'],
    [undefined, signals(0.003), signals(0.5), 'Errors 50 %.'],
    [signals(undefined), undefined, undefined, ''],
    [undefined, undefined, signals(undefined), ''],
  ])('%#', (own, old, service, text) => {
    expect(errors(own, old, service)).toBe(text);
  });

  it('is that of the service once the canary is aborted', () => {
    expect(
      errors(signals(0.004), signals(0.003), signals(0.5), { aborted: true }),
    ).toBe('Errors 50 %.');
  });
});
