import type { AuthorizationRule } from '../kubernetes';

type Source = NonNullable<
  NonNullable<AuthorizationRule['from']>[number]['source']
>;
type Operation = NonNullable<
  NonNullable<AuthorizationRule['to']>[number]['operation']
>;

/** Fields of a source that only a caller with mTLS has. */
const IDENTITY: (keyof Source)[] = [
  'principals',
  'namespaces',
  'serviceAccounts',
  'trustDomains',
];
const NOT_IDENTITY: (keyof Source)[] = [
  'notPrincipals',
  'notNamespaces',
  'notServiceAccounts',
  'notTrustDomains',
];
const IDENTITY_KEYS = [
  'source.principal',
  'source.namespace',
  'source.serviceAccount',
  'source.trustDomain',
];

/** Fields that ztunnel, which sees no HTTP, does not know (pilot/pkg/serviceregistry/ambient/authorization.go). */
const HTTP_SOURCE: (keyof Source)[] = [
  'requestPrincipals',
  'notRequestPrincipals',
  'remoteIpBlocks',
  'notRemoteIpBlocks',
];
const HTTP_OPERATION: (keyof Operation)[] = [
  'hosts',
  'notHosts',
  'methods',
  'notMethods',
  'paths',
  'notPaths',
];

/** Whether a rule matches every request: an empty one does. */
export function matchesAll({ from, to, when }: AuthorizationRule): boolean {
  return (
    isAnyFree(from?.map(({ source }) => source)) &&
    isAnyFree(to?.map(({ operation }) => operation)) &&
    (when ?? []).every(
      ({ values, notValues }) => !has(values) && !has(notValues),
    )
  );
}

/** Whether a caller must have one of some identities, which plain text never has. */
export function asksIdentity({ from, when }: AuthorizationRule): boolean {
  return (
    (has(from) &&
      from!.every(({ source }) => IDENTITY.some(key => has(source?.[key])))) ||
    (when ?? []).some(
      ({ key, values }) => IDENTITY_KEYS.includes(key) && has(values),
    )
  );
}

/** Whether a caller must not have some identities, which plain text always fulfils. */
export function excludesIdentity({ from, when }: AuthorizationRule): boolean {
  return (
    (from ?? []).some(
      ({ source }) =>
        NOT_IDENTITY.some(key => has(source?.[key])) &&
        !IDENTITY.some(key => has(source?.[key])),
    ) ||
    (when ?? []).some(
      ({ key, values, notValues }) =>
        IDENTITY_KEYS.includes(key) && !has(values) && has(notValues),
    )
  );
}

/** Whether a request must carry a valid token. */
export function asksToken({ from, when }: AuthorizationRule): boolean {
  return (
    (has(from) &&
      from!.every(({ source }) => has(source?.requestPrincipals))) ||
    (when ?? []).some(
      ({ key, values }) => key.startsWith('request.auth.') && has(values),
    )
  );
}

/** Whether a rule matches every request without a token: `notRequestPrincipals: ["*"]` and no more. */
export function matchesWithoutToken({
  from,
  to,
  when,
}: AuthorizationRule): boolean {
  return (
    matchesAll({ to, when }) &&
    (from ?? []).some(
      ({ source }) =>
        source?.notRequestPrincipals?.includes('*') &&
        isFree({ ...source, notRequestPrincipals: undefined }),
    )
  );
}

/** Whether a rule looks into HTTP. */
export function asksHttp({ from, to, when }: AuthorizationRule): boolean {
  return (
    (from ?? []).some(({ source }) =>
      HTTP_SOURCE.some(key => has(source?.[key])),
    ) ||
    (to ?? []).some(({ operation }) =>
      HTTP_OPERATION.some(key => has(operation?.[key])),
    ) ||
    (when ?? []).some(({ key }) => isHttpKey(key))
  );
}

/** What ztunnel makes of a rule of a DENY policy: it denies without the conditions it does not know. */
export function withoutHttp(rule: AuthorizationRule): AuthorizationRule {
  return {
    from: rule.from?.map(({ source }) => ({
      source: { ...source, ...nothingOf(HTTP_SOURCE) },
    })),
    to: rule.to?.map(({ operation }) => ({
      operation: { ...operation, ...nothingOf(HTTP_OPERATION) },
    })),
    when: rule.when?.filter(({ key }) => !isHttpKey(key)),
  };
}

function nothingOf(keys: string[]): Record<string, undefined> {
  return Object.fromEntries(keys.map(key => [key, undefined]));
}

function isHttpKey(key: string): boolean {
  return key.startsWith('request.') || key === 'remote.ip';
}

function isAnyFree(alternatives: (object | undefined)[] | undefined): boolean {
  return !has(alternatives) || alternatives!.some(isFree);
}

function isFree(conditions: object | undefined): boolean {
  return !Object.values(conditions ?? {}).some(has);
}

function has(values: readonly unknown[] | undefined): boolean {
  return values !== undefined && values.length > 0;
}
