import { virtualServicesOf } from '../service/rolloutReferences';
import type { Rule } from './Rule';

export const rolloutRoutes: Rule = {
  code: 'MSH301',
  title: 'A Rollout moves routes that exist',
  severity: 'error',
  why: 'The Rollouts controller refuses a Rollout whose VirtualService or route is missing, and no release begins.',
  mend: 'Name the VirtualService and its route as they are called there; with several http routes each managed one needs a name.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/',
  check: config =>
    config.ofKind('Rollout').flatMap(about =>
      virtualServicesOf(about.object).flatMap(({ namespace, name, routes }) => {
        const found = config.find('VirtualService', namespace, name)?.object;
        if (!found) {
          // One of another namespace is not among the files of a service.
          return config.from === 'cluster' || namespace === about.ref.namespace
            ? [
                {
                  about,
                  message: `It moves weights in VirtualService "${name}", and there is none.`,
                },
              ]
            : [];
        }
        const names = found.spec.http.map(route => route.name);
        return routes
          .filter(route => !names.includes(route))
          .map(route => ({
            about,
            message: `It moves weights in route "${route}" of VirtualService "${name}", and there is none.`,
          }));
      }),
    ),
};
