import type { RouteMatch, StringMatch } from './routeMatch';

const WORDS = {
  exact: 'is',
  prefix: 'begins with',
  regex: 'matches',
  none: 'is there',
};
const WORDS_WITHOUT = {
  exact: 'is not',
  prefix: 'does not begin with',
  regex: 'does not match',
  none: 'is absent',
};

/** What one match of a route asks of a request, in words that go on after `whose`. */
export function conditionsOf(match: RouteMatch): string {
  const one = { path: match.uri, scheme: match.scheme, method: match.method };
  return [
    ...texts('', { ...one, authority: match.authority }, WORDS),
    ...texts('header ', match.headers, WORDS),
    ...texts('header ', match.withoutHeaders, WORDS_WITHOUT),
    ...texts('parameter ', match.queryParams, WORDS),
    ...list('SNI', match.sniHosts),
    ...list('address', match.destinationSubnets),
    ...list('port', match.port === undefined ? [] : [`${match.port}`]),
    ...list('gateway', match.gateways),
    ...list(
      'sender',
      Object.entries(match.sourceLabels ?? {}).map(entry => entry.join('=')),
    ),
    ...list('namespace', match.sourceNamespace ? [match.sourceNamespace] : []),
  ].join(' and ');
}

function texts(
  prefix: string,
  matches: Record<string, StringMatch | undefined> = {},
  words: typeof WORDS,
): string[] {
  return Object.entries(matches).flatMap(([name, value]) =>
    value ? [`${prefix}${name} ${phraseOf(value, words)}`] : [],
  );
}

function phraseOf({ exact, prefix, regex }: StringMatch, words: typeof WORDS) {
  if (exact) return `${words.exact} ${exact}`;
  if (prefix) return `${words.prefix} ${prefix}`;
  return regex ? `${words.regex} ${regex}` : words.none;
}

function list(what: string, values: string[] = []): string[] {
  return values.length > 0 ? [`${what} is ${values.join(' or ')}`] : [];
}
