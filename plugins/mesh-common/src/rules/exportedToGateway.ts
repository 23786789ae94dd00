import type { DestinationRule, Gateway, VirtualService } from '../kubernetes';
import type { Named } from './objects/ConfigItem';
import type { ConfigSet } from './objects/ConfigSet';
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
      const { namespace } = about.ref;
      const places = gatewaysOf(about.object).flatMap(one =>
        placesOf(config, config.find('Gateway', one.namespace, one.name)),
      );
      const isElsewhere =
        places.length === 0 &&
        gatewaysOf(about.object).length > 0 &&
        config.knows(namespace);
      const rules = destinationsOf(about.object).flatMap(({ host }) =>
        config.rulesOf(host, namespace),
      );
      const seen = new Set<Named<VirtualService | DestinationRule>>([
        about,
        ...rules,
      ]);
      return [...seen].flatMap(hidden => {
        const { exportTo = [] } = hidden.object.spec;
        const place = places.find(one => !isVisible(hidden.object, one));
        if (place === undefined && !(isElsewhere && isPrivate(hidden.object))) {
          return [];
        }
        return [
          {
            about: hidden,
            message: `It is exported to ${exportTo
              .map(one => `"${one}"`)
              .join(', ')}; the gateway runs in ${
              place === undefined ? 'another namespace' : `"${place}"`
            }.`,
          },
        ];
      });
    }),
};

/** The namespaces in which the pods of a Gateway run, as far as they are among the objects. */
function placesOf(config: ConfigSet, gateway?: Named<Gateway>): string[] {
  return config
    .workloads()
    .filter(
      ({ object }) =>
        gateway && fits(gateway.object.spec.selector ?? {}, object.labels),
    )
    .map(({ ref }) => ref.namespace ?? '');
}

/** Exported to nobody but its own namespace, where no pod is the gateway. */
function isPrivate({
  metadata,
  spec,
}: VirtualService | DestinationRule): boolean {
  const { exportTo = [] } = spec;
  return (
    exportTo.length > 0 &&
    exportTo.every(one => ['.', '~', metadata.namespace].includes(one))
  );
}

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
