import { virtualServicesOf } from '../service/findServiceObjects';
import type { Rule } from './Rule';

export const rolloutDestinations: Rule = {
  code: 'MSH303',
  title: 'A managed route leads to stable and canary alone',
  severity: 'error',
  why: 'The Rollouts controller deletes any third destination of a route it moves, and refuses one without stable or canary.',
  mend: 'Let the route lead to the stable and the canary subset, and put anything else into a route of its own.',
  check: config =>
    config.ofKind('Rollout').flatMap(({ object: rollout }) => {
      const rule =
        rollout.spec.strategy.canary?.trafficRouting?.istio?.destinationRule;
      // Host-level canaries are told by Services, and those by the routes themselves.
      if (!rule) return [];
      const wanted = [rule.stableSubsetName, rule.canarySubsetName];
      return virtualServicesOf(rollout).flatMap(
        ({ namespace, name, routes }) => {
          const found = config
            .ofKind('VirtualService')
            .find(
              ({ object: { metadata } }) =>
                metadata.name === name && metadata.namespace === namespace,
            );
          if (!found) return [];
          const managed = found.object.spec.http.filter(
            route => routes.length === 0 || routes.includes(route.name ?? ''),
          );
          return managed.flatMap(route => {
            const have = route.route.map(
              ({ destination }) => destination?.subset ?? '',
            );
            const same =
              have.length === 2 && wanted.every(one => have.includes(one));
            const shown = have.map(one => (one ? `"${one}"` : 'no subset'));
            return same
              ? []
              : [
                  {
                    object: found.label,
                    message: `Route "${route.name ?? ''}" leads to ${
                      shown.join(', ') || 'nothing'
                    }; Rollout "${rollout.metadata.name}" wants "${wanted.join(
                      '" and "',
                    )}".`,
                  },
                ];
          });
        },
      );
    }),
};
