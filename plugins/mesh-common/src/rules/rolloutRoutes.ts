import { virtualServicesOf } from '../service/findServiceObjects';
import type { Rule } from './Rule';

export const rolloutRoutes: Rule = {
  code: 'MSH301',
  title: 'A Rollout moves routes that exist',
  severity: 'error',
  why: 'The Rollouts controller refuses a Rollout whose VirtualService or route is missing, and no release begins.',
  mend: 'Name the VirtualService and its route as they are called there; with several http routes each managed one needs a name.',
  check: config =>
    config.ofKind('Rollout').flatMap(({ label, object: rollout }) =>
      virtualServicesOf(rollout).flatMap(({ namespace, name, routes }) => {
        const found = config
          .ofKind('VirtualService')
          .find(
            ({ object: { metadata } }) =>
              metadata.name === name && metadata.namespace === namespace,
          )?.object;
        if (!found) {
          return namespace === rollout.metadata.namespace
            ? [
                {
                  object: label,
                  message: `It moves weights in VirtualService "${name}", and there is none.`,
                },
              ]
            : [];
        }
        const names = found.spec.http.map(route => route.name);
        const missing = routes.filter(route => !names.includes(route));
        return missing.map(route => ({
          object: label,
          message: `It moves weights in route "${route}" of VirtualService "${name}", and there is none.`,
        }));
      }),
    ),
};
