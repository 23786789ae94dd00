import type { Rollout } from '../kubernetes';
import { movedRoutes } from './objects/managedRoutes';
import { servicePairsOf } from './objects/rolloutServices';
import { subsetsOf } from './objects/rolloutSubset';
import type { Rule } from './Rule';

export const rolloutDestinations: Rule = {
  code: 'MSH303',
  title: 'A managed route leads to stable and canary alone',
  severity: 'error',
  why: 'The Rollouts controller deletes any third destination of a route it moves, and refuses one without stable or canary.',
  mend: 'Let the route lead to stable and canary, and put anything else into a route of its own.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/',
  check: config =>
    config.ofKind('Rollout').flatMap(({ ref, object: rollout }) => {
      const wanted = wantedDestinations(rollout);
      if (!wanted) return [];
      return movedRoutes(config, rollout).flatMap(({ about, label, route }) => {
        const have = route.route.map(({ destination }) =>
          wanted.by === 'subset'
            ? destination?.subset ?? ''
            : destination?.host.split('.')[0] ?? '',
        );
        const third = have.filter(one => !wanted.allowed.includes(one));
        const isMissing = wanted.names.some(one => !have.includes(one));
        // In a cluster the controller has written the destinations of experiments, and deletes others by itself.
        if (!isMissing && (third.length === 0 || config.from === 'cluster')) {
          return [];
        }
        const shown = have.map(one => (one ? `"${one}"` : `no ${wanted.by}`));
        return [
          {
            about,
            message: `${label} leads to ${
              shown.join(', ') || 'nothing'
            }; Rollout "${ref.name}" wants "${wanted.names.join('" and "')}".`,
          },
        ];
      });
    }),
};

/** By subset or by the host up to its first dot, as the controller compares them. */
function wantedDestinations(
  rollout: Rollout,
): { by: 'subset' | 'host'; names: string[]; allowed: string[] } | undefined {
  const subsets = subsetsOf(rollout);
  if (subsets) {
    const { names, additional } = subsets;
    return { by: 'subset', names, allowed: [...names, ...additional] };
  }
  const pairs = servicePairsOf(rollout).map(({ names }) => names);
  const [pair] = rollout.spec.strategy.canary ? pairs.slice(-1) : [];
  // The rule about a Rollout's Services complains about a half one.
  if (!pair || pair.includes('')) return undefined;
  const names = [pair[1], pair[0]];
  return { by: 'host', names, allowed: names };
}
