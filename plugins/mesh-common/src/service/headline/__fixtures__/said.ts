import { recorded } from '../../../__fixtures__/recorded';
import type {
  ArgoBlueGreenDelivery,
  ArgoCanaryDelivery,
  AstrayDestination,
  Delivery,
  Revision,
  Signals,
} from '../../../model';
import { buildServiceView } from '../../buildServiceView';
import { headlineOf } from '../../headline';

export const LIVE = { state: 'live', heardAt: '2026-11-21T03:26:50Z' } as const;
export const FRESH = { cluster: LIVE, metrics: LIVE };

/** The sentence about a delivery. */
export function said(
  delivery: Delivery,
  revisions: Revision[],
  signals?: Signals,
) {
  return headlineOf({ delivery, revisions, signals, freshness: FRESH });
}

/** The sentence of a recorded state, changed in one respect. */
function sentence<D extends ArgoCanaryDelivery | ArgoBlueGreenDelivery>(
  state: string,
  change: Partial<D>,
  revise: (revision: Revision) => Revision | undefined = revision => revision,
) {
  const view = buildServiceView({
    cluster: 'lab',
    entityRef: 'component:default/checkout',
    objects: recorded(state).objects,
    freshness: FRESH,
    trustCatalog: false,
    now: new Date(LIVE.heardAt),
  });
  const delivery = { ...view.delivery, ...change } as Delivery;
  return said(
    delivery,
    view.revisions.flatMap(revision => revise(revision) ?? []),
  );
}

export const canary = (
  state: string,
  change: Partial<ArgoCanaryDelivery>,
  revise?: (revision: Revision) => Revision | undefined,
) => sentence<ArgoCanaryDelivery>(state, change, revise);

export const blueGreen = (
  state: string,
  change: Partial<ArgoBlueGreenDelivery>,
  revise?: (revision: Revision) => Revision | undefined,
) => sentence<ArgoBlueGreenDelivery>(state, change, revise);

export const withWeights = (
  desired: number,
  written: number | undefined,
  astray?: AstrayDestination[],
) => ({
  weights: { desired, written, routes: [], drift: [], astray },
});
