import { virtualServicesOf } from '../service/rolloutReferences';
import { ownRouteNames } from './objects/managedRoutes';
import type { Rule } from './Rule';

export const rolloutRouteChosen: Rule = {
  code: 'MSH309',
  title: 'A Rollout says which route it moves',
  severity: 'error',
  why: 'With several http routes and none listed the Rollouts controller does not know which one to move, and refuses the Rollout (ValidateHTTPRoutes).',
  mend: 'List the names of the routes in virtualService.routes.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/',
  check: config =>
    config.ofKind('Rollout').flatMap(about => {
      const own = ownRouteNames(about.object);
      return virtualServicesOf(about.object).flatMap(
        ({ namespace, name, routes }) => {
          const http =
            config.find('VirtualService', namespace, name)?.object.spec.http ??
            [];
          const others = http.filter(route => !own.includes(route.name ?? ''));
          return routes.length > 0 || others.length < 2
            ? []
            : [
                {
                  about,
                  message: `VirtualService "${name}" has ${others.length} http routes, and it lists none.`,
                },
              ];
        },
      );
    }),
};
