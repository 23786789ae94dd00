import type { AuthorizationPolicy } from '../kubernetes';
import type { MtlsMode, PostureNote } from '../model';
import { isDryRun, isEnforced, type Enforcer } from './accessOf';
import { objectWords, postureObject } from './postureObject';
import {
  asksHttp,
  asksIdentity,
  asksToken,
  excludesIdentity,
} from './ruleConditions';

/** Where a policy is enforced. */
interface Enforcement {
  enforcer: Enforcer;
  /** What callers may use; undefined where only mTLS comes in, as at a waypoint. */
  mode?: MtlsMode;
  checksTokens: boolean;
}

/**
 * What an AuthorizationPolicy does not do although it looks as if it did.
 *
 * @public
 */
export function authorizationNotes(
  policy: AuthorizationPolicy,
  { enforcer, mode, checksTokens }: Enforcement,
): PostureNote[] {
  const { spec } = policy;
  const action = spec.action ?? 'ALLOW';
  const name = objectWords(postureObject(policy));
  if (policy.unreadable) return [];
  if (isDryRun(policy)) {
    return [note('info', `${name} is a dry run: it is logged, not enforced.`)];
  }
  if (enforcer === 'nobody') {
    return [note('error', `${name} is not enforced where a pod has no proxy.`)];
  }
  const notes: PostureNote[] = [];
  if (spec.rules.length === 0 && action !== 'ALLOW') {
    notes.push(
      note(
        'warning',
        `${name} has no rules: it matches no request and does nothing.`,
      ),
    );
  }
  if (enforcer === 'ztunnel') notes.push(...ztunnelNotes(policy, name));
  if (isEnforced(policy)) {
    notes.push(...identityNotes(policy, name, mode));
    if (!checksTokens && spec.rules.some(asksToken)) {
      notes.push(
        note(
          'warning',
          `${name} asks for a token, and no RequestAuthentication checks any: such a rule never matches.`,
        ),
      );
    }
  }
  return notes;
}

function ztunnelNotes(
  { spec }: AuthorizationPolicy,
  name: string,
): PostureNote[] {
  const action = spec.action ?? 'ALLOW';
  if (action === 'CUSTOM' || action === 'AUDIT') {
    return [
      note(
        'error',
        `${name} does nothing: ztunnel does not know ${action}. Use a waypoint, and name the Service in targetRefs.`,
      ),
    ];
  }
  if (!spec.rules.some(asksHttp)) return [];
  return [
    note(
      'error',
      action === 'ALLOW'
        ? `ztunnel sees no HTTP and leaves out the rules of ${name} that need it: less is allowed than it says. Use a waypoint, and name the Service in targetRefs.`
        : `ztunnel sees no HTTP and denies without those conditions of ${name}: more is denied than it says. Use a waypoint, and name the Service in targetRefs.`,
    ),
  ];
}

/** A caller in plain text has no identity: a rule that asks for one misses it, one that excludes one takes it. */
function identityNotes(
  { spec }: AuthorizationPolicy,
  name: string,
  mode: MtlsMode | undefined,
): PostureNote[] {
  if (mode === undefined || mode === 'STRICT') return [];
  const action = spec.action ?? 'ALLOW';
  const asks = spec.rules.some(asksIdentity);
  const excludes = spec.rules.some(excludesIdentity);
  if (mode === 'DISABLE') {
    return asks || excludes
      ? [
          note(
            'error',
            `${name} looks at identities, and the pods take only plain text (DISABLE), which has none. Let them take mTLS.`,
          ),
        ]
      : [];
  }
  if (action === 'DENY' && asks) {
    return [
      note(
        'warning',
        `${name} denies by identity, and plain text, which has none, gets past it (PERMISSIVE). Set mTLS to STRICT.`,
      ),
    ];
  }
  if (action === 'ALLOW' && excludes) {
    return [
      note(
        'warning',
        `${name} allows whoever is not some identity, and so all plain text (PERMISSIVE). Set mTLS to STRICT.`,
      ),
    ];
  }
  return action === 'ALLOW' && asks
    ? [
        note(
          'info',
          `${name} allows by identity: plain text, which the pods take (PERMISSIVE), is refused there.`,
        ),
      ]
    : [];
}

function note(severity: PostureNote['severity'], text: string): PostureNote {
  return { severity, text };
}
