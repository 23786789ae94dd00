import type { AuthorizationPolicy, AuthorizationRule } from '../kubernetes';
import type { Access } from '../model';
import { objectWords, postureObject } from './postureObject';
import { asksHttp, matchesAll, withoutHttp } from './ruleConditions';
import { ruleWords } from './ruleWords';
import { listed } from './wordLists';

/** More rules than a sentence can bear. */
const MAX_RULES = 5;
/** A cluster can hold thousands, and each would be put in words to see whether it says the same as another. */
const MAX_LOOKED_AT = 100;

/**
 * Who enforces: a proxy that sees HTTP (sidecar, waypoint), ztunnel that does not, or nobody.
 *
 * @public
 */
export type Enforcer = 'proxy' | 'ztunnel' | 'nobody';

interface Rule {
  policy: AuthorizationPolicy;
  rule: AuthorizationRule;
}

/**
 * Who may call, by the policies for one workload: CUSTOM first, then DENY, then ALLOW. Without an ALLOW
 * policy everyone may; with one, only what some rule of some ALLOW policy matches, so that an ALLOW
 * policy without rules closes what no other one opens. A DENY policy without rules denies nothing.
 *
 * @param policies - those for the workload; only logged ones (dry run, AUDIT) and unreadable ones do not count
 * @public
 */
export function accessOf(
  policies: readonly AuthorizationPolicy[],
  enforcer: Enforcer,
): { access: Access; text: string } {
  if (enforcer === 'nobody') {
    return {
      access: 'open',
      text: 'Anyone may call: without a proxy nothing enforces a policy.',
    };
  }
  const enforced = policies.filter(isEnforced);
  const rulesOf = (action: string) =>
    enforced
      .filter(({ spec }) => (spec.action ?? 'ALLOW') === action)
      .flatMap(policy => policy.spec.rules.map(rule => ({ policy, rule })));

  const denied = rulesOf('DENY').map(({ policy, rule }) => ({
    policy,
    rule: enforcer === 'ztunnel' ? withoutHttp(rule) : rule,
  }));
  const nothingLeft = denied.find(({ rule }) => matchesAll(rule));
  if (nothingLeft) {
    return {
      access: 'closed',
      text: `Nobody may call: ${words(
        nothingLeft.policy,
      )} denies every request.`,
    };
  }
  const others = [
    customWords(enforcer === 'ztunnel' ? [] : rulesOf('CUSTOM')),
    denied.length > 0 ? `Denied: ${rulesWords(denied)}.` : '',
  ];

  const allowing = enforced.filter(
    ({ spec }) => (spec.action ?? 'ALLOW') === 'ALLOW',
  );
  const allowed = rulesOf('ALLOW').filter(
    ({ rule }) => enforcer === 'proxy' || !asksHttp(rule),
  );
  if (allowing.length === 0 || allowed.some(({ rule }) => matchesAll(rule))) {
    return sentence('open', 'Anyone may call.', others);
  }
  if (allowed.length === 0) {
    const [first] = allowing;
    return {
      access: 'closed',
      text: `Nobody may call: ${words(
        first,
      )} is an ALLOW policy, and no rule allows anything.`,
    };
  }
  return sentence(
    'restricted',
    `Allowed is only: ${rulesWords(allowed)}.`,
    others,
  );
}

/** Whether a policy decides anything now. */
export function isEnforced({
  metadata,
  spec,
  unreadable,
}: AuthorizationPolicy): boolean {
  return !unreadable && spec.action !== 'AUDIT' && !isDryRun({ metadata });
}

/** `strconv.ParseBool` in `isDryRun` of pilot/pkg/security/authz/builder/builder.go. */
export function isDryRun({
  metadata,
}: Pick<AuthorizationPolicy, 'metadata'>): boolean {
  const value = metadata.annotations?.['istio.io/dry-run'] ?? '';
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value);
}

function sentence(access: Access, first: string, others: string[]) {
  return {
    access,
    text: [first, ...others].filter(text => text !== '').join(' '),
  };
}

function customWords(rules: Rule[]): string {
  if (rules.length === 0) return '';
  const providers = [
    ...new Set(
      rules.map(({ policy }) => policy.spec.provider?.name ?? 'a provider'),
    ),
  ];
  return `${listed(providers)} must agree to: ${rulesWords(rules)}.`;
}

function rulesWords(rules: Rule[]): string {
  const texts = [
    ...new Set(
      rules
        .slice(0, MAX_LOOKED_AT)
        .map(({ policy, rule }) =>
          ruleWords(rule, policy.metadata.namespace ?? ''),
        ),
    ),
  ];
  const hidden =
    texts.slice(MAX_RULES).length + rules.slice(MAX_LOOKED_AT).length;
  return [
    ...texts.slice(0, MAX_RULES),
    ...(hidden > 0 ? [`${hidden} more`] : []),
  ].join('; ');
}

function words(policy: AuthorizationPolicy): string {
  return objectWords(postureObject(policy));
}
