import { virtualServicesOf } from '../service/rolloutReferences';
import { ownRouteNames } from './objects/managedRoutes';
import type { Rule } from './Rule';

export const managedRoutesFree: Rule = {
  code: 'MSH308',
  title: 'Names of managed routes are free',
  severity: 'error',
  why: 'The Rollouts controller deletes every route with a managed name when a release ends, aborts or loses its canary pods.',
  mend: 'Give your own route another name, or take the name out of managedRoutes.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/',
  only: 'files',
  check: config =>
    config.ofKind('Rollout').flatMap(({ ref, object }) => {
      const own = ownRouteNames(object);
      return virtualServicesOf(object).flatMap(({ namespace, name }) => {
        const found = config.find('VirtualService', namespace, name);
        return (found?.object.spec.http ?? [])
          .filter(route => route.name && own.includes(route.name))
          .map(route => ({
            about: found!,
            message: `Rollout "${ref.name}" would delete route "${route.name}", whose name it manages.`,
          }));
      });
    }),
};
