import type { Labels } from './labels';

/**
 * One condition of a label selector; all of them must hold.
 *
 * @public
 */
export type LabelRequirement =
  | { key: string; operator: 'exists' | 'absent' }
  | { key: string; operator: 'in' | 'not-in'; values: string[] }
  | { key: string; operator: 'greater' | 'less'; than: number };

/** `labels.Parse` has no bound; nobody writes more by hand. */
const MAX_LENGTH = 1000;

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/**
 * Reads a label selector as Kubernetes does: `a=b, c!=d, e in (f, g), h notin (i), j, !k, l>1, m<2` (`Parse` in
 * k8s.io/apimachinery pkg/labels/selector.go).
 *
 * @throws Error with the part that cannot be understood, ready to stand behind "it"
 */
export function parseLabelSelector(text: string): LabelRequirement[] {
  if (text.length > MAX_LENGTH) {
    throw new Error(`is longer than ${MAX_LENGTH} characters`);
  }
  return splitOutsideParentheses(text).map(parseRequirement);
}

/** Whether labels meet all requirements; with `!=` and `notin` a label may also be absent. */
export function meets(
  labels: Labels | undefined,
  requirements: LabelRequirement[],
): boolean {
  return requirements.every(requirement => {
    const { key } = requirement;
    const value =
      labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (requirement.operator) {
      case 'exists':
        return value !== undefined;
      case 'absent':
        return value === undefined;
      case 'in':
        return value !== undefined && requirement.values.includes(value);
      case 'not-in':
        return value === undefined || !requirement.values.includes(value);
      case 'greater':
        return isInteger(value) && Number(value) > requirement.than;
      default:
        return isInteger(value) && Number(value) < requirement.than;
    }
  });
}

/** Whether a text can be the value of a label. */
export function isLabelValue(text: string): boolean {
  return text === '' || NAME.test(text);
}

function splitOutsideParentheses(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isInside = false;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '(') isInside = true;
    if (text[i] === ')') isInside = false;
    if (text[i] === ',' && !isInside) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)].map(part => part.trim());
}

function parseRequirement(part: string): LabelRequirement {
  if (part.startsWith('!')) {
    return { key: keyOf(part.slice(1), part), operator: 'absent' };
  }
  if (part.endsWith(')')) return parseSet(part);

  // The key has none of these signs, so the first is the operator.
  const at = part.search(/[=!<>]/);
  if (at < 0) return { key: keyOf(part, part), operator: 'exists' };
  const key = keyOf(part.slice(0, at), part);
  const rest = part.slice(at);
  if (rest.startsWith('>') || rest.startsWith('<')) {
    const than = rest.slice(1).trim();
    if (!isInteger(than)) throw notUnderstood(part);
    const operator = rest.startsWith('>') ? 'greater' : 'less';
    return { key, operator, than: Number(than) };
  }
  const sign = ['==', '!=', '='].find(one => rest.startsWith(one));
  if (!sign) throw notUnderstood(part);
  const value = rest.slice(sign.length).trim();
  if (!isLabelValue(value)) throw notUnderstood(part);
  return { key, operator: sign === '!=' ? 'not-in' : 'in', values: [value] };
}

/** `key in (a, b)` or `key notin (a, b)`. */
function parseSet(part: string): LabelRequirement {
  const open = part.indexOf('(');
  const words = part.slice(0, Math.max(0, open)).split(/\s/).filter(Boolean);
  const [key, operator] = words;
  if (words.length !== 2 || (operator !== 'in' && operator !== 'notin')) {
    throw notUnderstood(part);
  }
  const values = part
    .slice(open + 1, -1)
    .split(',')
    .map(value => value.trim());
  if (!values.every(isLabelValue)) throw notUnderstood(part);
  return {
    key: keyOf(key, part),
    operator: operator === 'in' ? 'in' : 'not-in',
    values,
  };
}

/** `name` or `prefix/name`. */
function keyOf(text: string, part: string): string {
  const key = text.trim();
  const slash = key.indexOf('/');
  const isValid =
    NAME.test(key.slice(slash + 1)) &&
    (slash < 0 || PREFIX.test(key.slice(0, slash)));
  if (!isValid) throw notUnderstood(part);
  return key;
}

function isInteger(text: string | undefined): boolean {
  return text !== undefined && /^-?\d{1,15}$/.test(text);
}

function notUnderstood(part: string): Error {
  return new Error(`has "${part.slice(0, 150)}", which is no requirement`);
}
