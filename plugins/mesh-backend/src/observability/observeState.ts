import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Clusters } from '../clusters/Clusters';
import type { ViewStreams } from '../stream/ViewStreams';

/**
 * Lets the metrics service ask how things stand whenever it collects.
 */
export function observeState(
  metrics: MetricsService,
  state: {
    clusters: Pick<Clusters, 'status'>;
    streams: Pick<ViewStreams, 'clients'>;
  },
): void {
  const { clusters, streams } = state;
  metrics
    .createObservableGauge('meshway.cluster.objects', {
      description: 'Objects that are known of a cluster',
      unit: '{object}',
    })
    .addCallback(result => {
      for (const { name, kinds } of clusters.status()) {
        for (const { kind, objects } of kinds) {
          result.observe(objects, { cluster: name, kind });
        }
      }
    });
  metrics
    .createObservableGauge('meshway.cluster.live', {
      description: '1 while a cluster is heard, else 0',
      unit: '1',
    })
    .addCallback(result => {
      for (const { name, freshness } of clusters.status()) {
        result.observe(freshness.state === 'live' ? 1 : 0, { cluster: name });
      }
    });
  metrics
    .createObservableGauge('meshway.stream.clients', {
      description: 'Pages that follow an entity',
      unit: '{client}',
    })
    .addCallback(result => result.observe(streams.clients));
}
