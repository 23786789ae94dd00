import { routeLabel } from './objects/destinations';
import type { Rule } from './Rule';

export const routeWeights: Rule = {
  code: 'MSH203',
  title: 'Weights of a route make 100',
  severity: 'warning',
  why: 'Istio takes weights as parts of their sum, so each destination gets another percentage than is written; the Rollouts controller counts in percent of 100.',
  mend: 'Let the weights of the route add up to 100; before a release that is 100 for stable and 0 for canary.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/',
  check: config =>
    config.ofKind('VirtualService').flatMap(about => {
      const { http, tls, tcp } = about.object.spec;
      return [http, tls, tcp].flatMap(routes =>
        routes.flatMap(({ name, route }, index) => {
          const sum = route.reduce((all, { weight = 0 }) => all + weight, 0);
          return route.length < 2 || sum === 100
            ? []
            : [
                {
                  about,
                  message: `${routeLabel(
                    name,
                    index,
                  )} has weights that add up to ${sum}.`,
                },
              ];
        }),
      );
    }),
};
