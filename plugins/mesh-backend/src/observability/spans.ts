import type { TracingService } from '@backstage/backend-plugin-api/alpha';
import type { MeshMetricsSource } from '@meshway/plugin-mesh-node';
import type { DecisionDesk } from '../decisions/desk/DecisionDesk';
import type { EntityViews } from '../views/EntityViews';
import type { FleetReader } from '../views/FleetReader';
import { traced } from './traced';

/** Decisions in spans `mesh.desk.*`. */
export function tracedDesk(
  desk: DecisionDesk,
  tracing: TracingService,
): DecisionDesk {
  return traced(desk, {
    tracing,
    name: 'mesh.desk',
    spans: {
      plan: (entity, { verb }) => attributes({ entity, verb }),
      decide: (entity, { verb }) => attributes({ entity, verb }),
      approve: (entity, decision) => attributes({ entity, decision }),
      withdraw: (entity, decision) => attributes({ entity, decision }),
    },
  });
}

/** Views of entities in spans `mesh.views.*`. */
export function tracedViews(
  views: EntityViews,
  tracing: TracingService,
): EntityViews {
  return traced(views, {
    tracing,
    name: 'mesh.views',
    spans: { view: ({ entityRef }) => attributes({ entity: entityRef }) },
  });
}

/** Readings of the fleet in spans `mesh.fleet.*`. */
export function tracedFleet(
  fleet: FleetReader,
  tracing: TracingService,
): FleetReader {
  return traced(fleet, {
    tracing,
    name: 'mesh.fleet',
    spans: { read: () => ({}) },
  });
}

/** Queries for metrics in spans `mesh.metrics.*`. */
export function tracedSource(
  source: MeshMetricsSource,
  options: { cluster: string; tracing: TracingService },
): MeshMetricsSource {
  const { cluster, tracing } = options;
  return traced(source, {
    tracing,
    name: 'mesh.metrics',
    spans: {
      query: () => attributes({ cluster }),
      queryRange: () => attributes({ cluster }),
    },
  });
}

function attributes(parts: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(parts).map(([name, value]) => [`mesh.${name}`, value]),
  );
}
