import type { Fleet, FleetRow } from '@meshway/plugin-mesh-common';
import { live, NOW, signals } from './views';

export function fleetRow(
  name: string,
  overrides: Partial<FleetRow> = {},
  now: Date = NOW,
): FleetRow {
  return {
    entityRef: `component:default/${name}`,
    title: name,
    owner: 'group:default/bookinfo-team',
    cluster: 'lab',
    namespace: 'bookinfo',
    service: name,
    phase: 'none',
    waitsForDecision: false,
    version: '1.20.1',
    signals: signals(12.4, 0),
    findings: { errors: 0, warnings: 0 },
    mtls: 'STRICT',
    meshed: { pods: 2, of: 2 },
    headline: 'Version `1.20.1` serves all traffic.',
    freshness: live(now),
    ...overrides,
  };
}

export function fleet(now: Date = NOW): Fleet {
  const rows = rowsOfFleet(now);
  return {
    at: now.toISOString(),
    clusters: { lab: live(now) },
    total: rows.length,
    rows,
  };
}

function rowsOfFleet(now: Date): FleetRow[] {
  return [
    fleetRow(
      'productpage',
      {
        phase: 'Paused',
        waitsForDecision: true,
        step: '1/6',
        version: '1.19.1',
        canaryVersion: '1.20.1',
        weight: 20,
        signals: signals(41.9, 0.0033),
        headline: 'Canary `1.20.1` waits for a decision.',
      },
      now,
    ),
    fleetRow(
      'order-management',
      {
        owner: 'group:default/shop-team',
        namespace: 'shop',
        phase: 'Degraded',
        version: '1.4.0',
        canaryVersion: '2.0.0',
        weight: 0,
        step: '0/4',
        signals: signals(9.1, 0.182),
        headline: 'Canary `2.0.0` does not come up.',
      },
      now,
    ),
    fleetRow(
      'product-catalog',
      {
        owner: 'group:default/shop-team',
        namespace: 'shop',
        phase: 'Progressing',
        step: '3/6',
        version: '1.8.2',
        canaryVersion: '1.9.0',
        weight: 50,
        signals: signals(118.2, 0.0004),
      },
      now,
    ),
    fleetRow('details', {}, now),
    fleetRow('ratings', { signals: signals(0.42, 0) }, now),
    fleetRow(
      'reviews',
      { phase: 'Healthy', version: '3.0.0', signals: signals(12.1, 0.0011) },
      now,
    ),
    fleetRow(
      'ecommerce-ui',
      {
        owner: undefined,
        namespace: 'shop',
        phase: 'unknown',
        version: undefined,
        signals: undefined,
        headline: 'Service shop/ecommerce-ui does not exist.',
      },
      now,
    ),
  ];
}
