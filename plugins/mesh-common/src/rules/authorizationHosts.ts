import { isMissing } from './objects/isMissing';
import type { Rule } from './Rule';

export const authorizationHosts: Rule = {
  code: 'MSH514',
  title: 'Authorization names hosts that exist',
  severity: 'warning',
  why: 'A rule for a host that nobody serves matches no request: an ALLOW lets nobody in, a DENY stops nobody.',
  mend: 'Write the name of the Service as callers write it.',
  docs: 'https://istio.io/latest/docs/reference/config/security/authorization-policy/',
  only: 'files',
  like: { kiali: ['KIA0104'] },
  check: config =>
    config.ofKind('AuthorizationPolicy').flatMap(about =>
      about.object.spec.rules
        .flatMap(({ to = [] }) => to)
        .flatMap(({ operation = {} }) => [
          ...(operation.hosts ?? []),
          ...(operation.notHosts ?? []),
        ])
        .filter(host =>
          isMissing(config, host.split(':')[0], about.ref.namespace),
        )
        .map(host => ({
          about,
          message: `It is about host "${host}", and there is no such Service.`,
        })),
    ),
};
