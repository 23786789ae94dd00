import { clipped } from '../service/words';
import type { AuthorizationRule } from '../kubernetes';
import { listed } from './wordLists';
import { matchesAll } from './ruleConditions';

const MAX_LENGTH = 300;

/**
 * What a rule of an AuthorizationPolicy matches: `GET or POST on /api/* from service account shop/cart`.
 *
 * @param policyNamespace - where a service account without namespace lives
 * @public
 */
export function ruleWords(
  rule: AuthorizationRule,
  policyNamespace: string,
): string {
  if (matchesAll(rule)) return 'every request';
  const to = (rule.to ?? []).map(({ operation }) => operationWords(operation));
  const from = (rule.from ?? [])
    .map(({ source }) => sourceWords(source, policyNamespace))
    .filter(text => text !== '');
  const when = (rule.when ?? []).flatMap(({ key, values, notValues }) =>
    both(values, `${clipped(key)} is `, notValues, `${clipped(key)} is not `),
  );
  const text = [
    to.length > 0 ? listed(to, 'or', MAX_LENGTH) : 'every request',
    from.length > 0 ? ` from ${listed(from, 'or', MAX_LENGTH)}` : '',
    when.length > 0 ? ` when ${listed(when, 'and', MAX_LENGTH)}` : '',
  ].join('');
  return clipped(text, MAX_LENGTH);
}

function operationWords(
  operation: NonNullable<AuthorizationRule['to']>[number]['operation'] = {},
): string {
  const { methods, notMethods, paths, notPaths } = operation;
  const { hosts, notHosts, ports, notPorts } = operation;
  const what = both(methods, '', notMethods, 'methods but ');
  return [
    what.length > 0 ? what.join(' and ') : 'requests',
    ...both(paths, 'on ', notPaths, 'on paths but '),
    ...both(hosts, 'for host ', notHosts, 'for hosts but '),
    ...both(ports, 'at port ', notPorts, 'at ports but '),
  ].join(' ');
}

function sourceWords(
  source: NonNullable<AuthorizationRule['from']>[number]['source'] = {},
  policyNamespace: string,
): string {
  const account = (name: string) => accountWords(name, policyNamespace);
  const noun = (values: string[] | undefined, words: string, not?: string[]) =>
    both(values, `${words} `, not, `not ${words} `);
  return [
    ...both(
      source.principals?.map(principalWords),
      '',
      source.notPrincipals?.map(principalWords),
      'not ',
    ),
    ...both(
      source.serviceAccounts?.map(account),
      '',
      source.notServiceAccounts?.map(account),
      'not ',
    ),
    ...noun(source.namespaces, 'namespace', source.notNamespaces),
    ...noun(source.trustDomains, 'trust domain', source.notTrustDomains),
    ...noun(source.ipBlocks, 'IP', source.notIpBlocks),
    ...noun(source.remoteIpBlocks, 'original IP', source.notRemoteIpBlocks),
    ...both(
      source.requestPrincipals?.map(tokenWords),
      '',
      source.notRequestPrincipals?.map(tokenWords),
      'not ',
    ),
  ].join(' and ');
}

/** A condition and its negation, each in words when it is there. */
function both(
  values: string[] | undefined,
  words: string,
  notValues: string[] | undefined,
  notWords: string,
): string[] {
  return [
    ...(values?.length ? [`${words}${listed(values, 'or')}`] : []),
    ...(notValues?.length ? [`${notWords}${listed(notValues, 'or')}`] : []),
  ];
}

/** `<trust domain>/ns/<namespace>/sa/<service account>`, as sidecars know each other. */
function principalWords(principal: string): string {
  if (principal === '*') return 'anyone with mTLS';
  const [, ns, namespace, sa, account, more] = principal.split('/');
  return ns === 'ns' && sa === 'sa' && account && more === undefined
    ? `service account ${namespace}/${account}`
    : `identity ${principal}`;
}

function accountWords(account: string, policyNamespace: string): string {
  return `service account ${
    account.includes('/') ? account : `${policyNamespace}/${account}`
  }`;
}

/** `<issuer>/<subject>` of a token. */
function tokenWords(principal: string): string {
  return principal === '*' ? 'anyone with a token' : `token of ${principal}`;
}
