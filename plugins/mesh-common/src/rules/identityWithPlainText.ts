import { identityFields, weakestMode } from './objects/identities';
import type { Rule } from './Rule';

export const identityWithPlainText: Rule = {
  code: 'MSH513',
  title: 'Plain text does not slip past a rule by identity',
  severity: 'warning',
  why: 'Under PERMISSIVE a caller may come in plain text, without identity: a DENY by identity does not stop it, and an ALLOW of all but some lets it in.',
  mend: 'Set the PeerAuthentication to STRICT, or turn the rule around: ALLOW those you know.',
  docs: 'https://istio.io/latest/docs/ops/best-practices/security/',
  check: config =>
    config.ofKind('AuthorizationPolicy').flatMap(about => {
      const { action = 'ALLOW', rules } = about.object.spec;
      const fields = rules.flatMap(rule => {
        const { is, isNot } = identityFields(rule);
        if (action === 'DENY') return is;
        return action === 'ALLOW' && is.length === 0 ? isNot : [];
      });
      return fields.length > 0 &&
        weakestMode(config, about.object) === 'PERMISSIVE'
        ? [
            {
              about,
              message: `Its ${action} is by ${[...new Set(fields)].join(
                ' and ',
              )}, and its pods take plain text as well.`,
            },
          ]
        : [];
    }),
};
