import { parseObject, type MeshKind } from '@meshway/plugin-mesh-common';
import type { Clusters } from '../clusters/Clusters';
import { ObjectStore } from '../clusters/ObjectStore';
import { bookinfo } from '../testing/bookinfo';
import { ServiceViews, withoutTraffic } from './ServiceViews';

const LIVE = { state: 'live', heardAt: '2026-11-20T20:00:00.000Z' } as const;

const ENTITY = {
  entityRef: 'component:default/productpage',
  title: 'productpage',
  services: [{ namespace: 'bookinfo', name: 'productpage' }],
};

function bookinfoIn(...names: string[]): Clusters {
  const store = new ObjectStore({ onListenerFailure: () => {} });
  for (const [kind, objects] of Object.entries(bookinfo())) {
    for (const raw of objects) store.put(parseObject(kind as MeshKind, raw));
  }
  return {
    names: () => names,
    get: name => ({ name, store, complete: true, freshness: () => LIVE }),
    problem: undefined,
    freshness: () => LIVE,
    onChange: () => () => {},
  };
}

describe('ServiceViews', () => {
  it('does not wait for the metrics of one cluster before it asks the next', async () => {
    const services = new ServiceViews({
      clusters: bookinfoIn('east', 'west'),
      trustCatalog: false,
    });
    const asked: string[] = [];
    let answer = () => {};
    const bothAsked = new Promise<void>(resolve => {
      answer = resolve;
    });
    const located = await services.locate(ENTITY, async (cluster, names) => {
      asked.push(cluster);
      if (asked.length === 2) answer();
      await bothAsked;
      return await withoutTraffic(cluster, names);
    });
    expect(asked).toEqual(['east', 'west']);
    expect(located.map(found => 'view' in found && found.view.cluster)).toEqual(
      ['east', 'west'],
    );
  });
});
