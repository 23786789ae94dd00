/**
 * What a label must be: exactly this, one of these, or what an expression of RE2 matches as a whole.
 */
export type Matcher = string | readonly string[] | { matches: string };

/** A selector of series. Values stay in their places, whatever they hold. */
export function selector(
  metric: string,
  matchers: Readonly<Record<string, Matcher>>,
): string {
  const conditions = Object.entries(matchers).map(([label, matcher]) =>
    typeof matcher === 'string'
      ? `${label}=${quote(matcher)}`
      : `${label}=~${quote(expressionOf(matcher))}`,
  );
  return `${metric}{${conditions.join(',')}}`;
}

function expressionOf(matcher: Exclude<Matcher, string>): string {
  return 'matches' in matcher
    ? matcher.matches
    : matcher.map(escapeRegex).join('|');
}

/** A string literal of PromQL. Escapes are those of Go. */
function quote(value: string): string {
  const escaped = value
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n');
  return `"${escaped}"`;
}

/** RE2's metacharacters. Prometheus anchors the expression at both ends itself. */
function escapeRegex(value: string): string {
  return value.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
