import { identityFields, weakestMode } from './objects/identities';
import type { Rule } from './Rule';

export const identityWithoutTls: Rule = {
  code: 'MSH512',
  title: 'Rules by identity have mutual TLS',
  severity: 'error',
  why: 'Who calls is known from its certificate alone: with mutual TLS off no caller has an identity, so ALLOW lets nobody in and DENY stops nobody.',
  mend: 'Take DISABLE out of the PeerAuthentication, or authorize by something else.',
  docs: 'https://istio.io/latest/docs/reference/config/security/authorization-policy/',
  like: { kiali: ['KIA0105'] },
  check: config =>
    config.ofKind('AuthorizationPolicy').flatMap(about => {
      const fields = about.object.spec.rules.flatMap(rule => {
        const { is, isNot } = identityFields(rule);
        return [...is, ...isNot];
      });
      return fields.length > 0 &&
        weakestMode(config, about.object) === 'DISABLE'
        ? [
            {
              about,
              message: `It authorizes by ${[...new Set(fields)].join(
                ' and ',
              )}, and mutual TLS is off for its pods.`,
            },
          ]
        : [];
    }),
};
