import type { DestinationRule, VirtualService } from '../kubernetes';
import type { Named } from './objects/ConfigSet';
import { destinationsOf } from './objects/destinations';
import { fits } from './objects/fits';
import { gatewaysOf } from './objects/gatewaysOf';
import type { Rule } from './Rule';

export const exportedToGateway: Rule = {
  code: 'MSH218',
  title: 'The gateway can see routes and subsets',
  severity: 'error',
  why: 'A gateway reads only what is exported to the namespace of its pods: hidden routes answer 404, hidden subsets 503.',
  mend: "Leave exportTo out, or add the namespace of the gateway's pods.",
  docs: 'https://istio.io/latest/docs/ops/common-problems/network-issues/',
  check: config =>
    config.ofKind('VirtualService').flatMap(about => {
      const gateways = gatewaysOf(about.object).flatMap(
        ({ namespace, name }) => config.find('Gateway', namespace, name) ?? [],
      );
      const places = new Set(
        gateways.flatMap(({ object: { spec } }) =>
          config
            .workloads()
            .filter(({ object }) => fits(spec.selector ?? {}, object.labels))
            .map(({ ref }) => ref.namespace ?? ''),
        ),
      );
      const rules = destinationsOf(about.object).flatMap(({ host }) =>
        config.rulesOf(host, about.ref.namespace),
      );
      return [
        ...new Set<Named<VirtualService | DestinationRule>>([about, ...rules]),
      ].flatMap(hidden =>
        [...places]
          .filter(place => !isVisible(hidden.object, place))
          .map(place => ({
            about: hidden,
            message: `It is exported to ${list(
              hidden.object.spec.exportTo,
            )}; the gateway runs in "${place}".`,
          })),
      );
    }),
};

function isVisible(
  { metadata, spec }: VirtualService | DestinationRule,
  namespace: string,
): boolean {
  const { exportTo = [] } = spec;
  return (
    exportTo.length === 0 ||
    exportTo.includes('*') ||
    exportTo.includes(namespace) ||
    (exportTo.includes('.') && metadata.namespace === namespace)
  );
}

function list(values: readonly string[] = []): string {
  return values.map(value => `"${value}"`).join(', ');
}
