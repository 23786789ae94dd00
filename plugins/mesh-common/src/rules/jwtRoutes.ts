import { fits } from './objects/fits';
import { gatewaysOf } from './objects/gatewaysOf';
import type { Rule } from './Rule';

/** `ToRoutingClaim` in Istio's pkg/jwt: `@request.auth.claims.<name>` or `@request.auth.claims[<name>]`. */
const CLAIM = /^@request\.auth\.claims[.[]/i;

export const jwtRoutes: Rule = {
  code: 'MSH219',
  title: 'Routes by JWT claim have a RequestAuthentication',
  severity: 'error',
  why: 'The gateway knows the claims of a token only where a RequestAuthentication has checked it: without one these routes never match.',
  mend: "Add a RequestAuthentication for the gateway's pods, in their namespace.",
  docs: 'https://istio.io/latest/docs/tasks/security/authentication/jwt-route/',
  like: {
    istio: ['IST0149'],
    differs:
      'Istio needs the pods of the gateway; their Deployment is enough for Meshway.',
  },
  check: config =>
    config.ofKind('VirtualService').flatMap(about => {
      const claim = about.object.spec.http
        .flatMap(({ match = [] }) => match)
        .flatMap(({ headers, withoutHeaders }) =>
          Object.keys({ ...headers, ...withoutHeaders }),
        )
        .find(header => CLAIM.test(header));
      if (!claim) return [];
      const proxies = gatewaysOf(about.object).flatMap(
        ({ namespace, name }) => {
          const gateway = config.find('Gateway', namespace, name);
          return gateway
            ? config
                .workloads()
                .filter(({ object }) =>
                  fits(gateway.object.spec.selector ?? {}, object.labels),
                )
            : [];
        },
      );
      const unchecked = proxies.find(
        ({ object }) =>
          !config
            .ofKind('RequestAuthentication')
            .some(
              ({ ref, object: { spec } }) =>
                [object.namespace, config.mesh.rootNamespace].includes(
                  ref.namespace ?? '',
                ) && fits(spec.selector?.matchLabels ?? {}, object.labels),
            ),
      );
      return unchecked
        ? [
            {
              about,
              message: `It routes by "${claim}", and no RequestAuthentication is for ${unchecked.label}.`,
            },
          ]
        : [];
    }),
};
