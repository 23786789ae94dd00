import { ownRouteNames } from './objects/managedRoutes';
import type { Rule } from './Rule';

export const managedRoutesListed: Rule = {
  code: 'MSH307',
  title: 'Routes of a step are in managedRoutes',
  severity: 'error',
  why: 'The Rollouts controller refuses a step with setHeaderRoute or setMirrorRoute whose route is not in trafficRouting.managedRoutes, and no release begins.',
  mend: 'Add the name of the route to spec.strategy.canary.trafficRouting.managedRoutes.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/',
  check: config =>
    config.ofKind('Rollout').flatMap(about => {
      const own = ownRouteNames(about.object);
      const { steps = [] } = about.object.spec.strategy.canary ?? {};
      return steps.flatMap(({ setHeaderRoute, setMirrorRoute }, index) =>
        [setHeaderRoute?.name, setMirrorRoute?.name]
          .filter(name => name !== undefined && !own.includes(name))
          .map(name => ({
            about,
            message: `Step ${
              index + 1
            } sets route "${name}", which managedRoutes does not have.`,
          })),
      );
    }),
};
