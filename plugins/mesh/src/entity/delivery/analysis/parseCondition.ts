/** A condition that a chart can show: a limit, and on which side of it the condition holds. */
export interface Limit {
  /** What is compared: `result[0]`, `result`, `result.p99`. */
  path: string;
  operator: '<' | '<=' | '>' | '>=';
  value: number;
}

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const PATH = String.raw`result(?:\[\d+\]|\.[A-Za-z_]\w*)*`;
const PATH_FIRST = new RegExp(
  String.raw`^\s*(${PATH})\s*(<=|>=|<|>)\s*(${NUMBER})\s*$`,
);
const NUMBER_FIRST = new RegExp(
  String.raw`^\s*(${NUMBER})\s*(<=|>=|<|>)\s*(${PATH})\s*$`,
);

const TURNED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** Longer ones are code, and no limit. */
const LONGEST = 200;

/** The limits of a condition such as `result[0] >= 0.95`; undefined where it says more than limits can. */
export function parseCondition(condition: string): Limit[] | undefined {
  if (condition.length > LONGEST) return undefined;
  const limits = condition.split('&&').map(parseLimit);
  const known = limits.filter(limit => limit !== undefined);
  return known.length === limits.length ? known : undefined;
}

function parseLimit(text: string): Limit | undefined {
  const direct = PATH_FIRST.exec(text);
  if (direct) {
    const [, path, operator, value] = direct;
    return limitOf(path, operator as Limit['operator'], value);
  }
  const turned = NUMBER_FIRST.exec(text);
  if (!turned) return undefined;
  const [, value, operator, path] = turned;
  return limitOf(path, TURNED[operator as Limit['operator']], value);
}

function limitOf(
  path: string,
  operator: Limit['operator'],
  text: string,
): Limit | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? { path, operator, value } : undefined;
}
