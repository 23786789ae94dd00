import type { AuthorizationPolicy, RequestAuthentication } from '../kubernetes';
import type { JwtPosture } from '../model';
import { isEnforced } from './accessOf';
import { asksToken, matchesWithoutToken } from './ruleConditions';
import { listed } from './wordLists';

const MAX_ISSUERS = 20;

/**
 * Tokens that a workload checks. A RequestAuthentication refuses bad tokens only: a request without one
 * is let in unless an AuthorizationPolicy asks for one (`convertToEnvoyJwtConfig` in
 * pilot/pkg/security/authn/policy_applier.go allows a missing token).
 *
 * @param policies - AuthorizationPolicies for the same workload
 * @returns undefined when no token is checked
 * @public
 */
export function jwtPosture(
  authentications: readonly RequestAuthentication[],
  policies: readonly AuthorizationPolicy[],
): JwtPosture | undefined {
  const issuers = [
    ...new Set(
      authentications.flatMap(({ spec }) =>
        spec.jwtRules.flatMap(({ issuer }) => issuer ?? []),
      ),
    ),
  ].sort();
  if (issuers.length === 0) return undefined;
  const required = asksTokens(policies);
  return {
    issuers: issuers.slice(0, MAX_ISSUERS),
    required,
    text: required
      ? `A request needs a valid token of ${listed(issuers, 'or')}.`
      : `Tokens of ${listed(
          issuers,
          'or',
        )} are checked, but a request without a token is let in.`,
  };
}

/** Every rule that allows asks for a token, or one denies whoever has none. */
function asksTokens(policies: readonly AuthorizationPolicy[]): boolean {
  const enforced = policies.filter(isEnforced);
  const isDenied = enforced.some(
    ({ spec }) =>
      spec.action === 'DENY' && spec.rules.some(matchesWithoutToken),
  );
  const allowing = enforced.filter(
    ({ spec }) => (spec.action ?? 'ALLOW') === 'ALLOW',
  );
  return (
    isDenied ||
    (allowing.length > 0 &&
      allowing.every(({ spec }) => spec.rules.every(asksToken)))
  );
}
