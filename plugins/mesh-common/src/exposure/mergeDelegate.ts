import type {
  RouteMatch,
  StringMatch,
  VirtualServiceRoute,
} from '../kubernetes';

/** More are absurd: every match of the root is combined with every match of the delegate. */
const MAX_MATCHES = 100;

/**
 * A route of a delegate as it counts under the route that delegates to it; undefined when the two contradict each
 * other, and Istio leaves it out (`mergeHTTPRoute` in pilot/pkg/model/virtualservice.go).
 */
export function mergeDelegate(
  root: VirtualServiceRoute,
  route: VirtualServiceRoute,
): VirtualServiceRoute | undefined {
  const match = mergeMatches(root.match ?? [], route.match ?? []);
  if (!match) return undefined;
  const { delegate, ...inherited } = root;
  return {
    ...inherited,
    ...route,
    name: [root.name, route.name].filter(Boolean).join('-') || undefined,
    match,
  };
}

/** Each match of the delegate must lie within one of the root's. */
function mergeMatches(
  root: RouteMatch[],
  own: RouteMatch[],
): RouteMatch[] | undefined {
  if (root.length === 0) return own;
  if (own.length === 0) return root;
  const merged: RouteMatch[] = [];
  for (const one of own) {
    const within = root.filter(other => !contradicts(other, one));
    if (within.length === 0) return undefined;
    for (const other of within) {
      if (merged.length === MAX_MATCHES) return merged;
      merged.push(mergeMatch(other, one));
    }
  }
  return merged;
}

function mergeMatch(root: RouteMatch, own: RouteMatch): RouteMatch {
  return {
    ...root,
    ...own,
    headers: { ...root.headers, ...own.headers },
    withoutHeaders: { ...root.withoutHeaders, ...own.withoutHeaders },
    queryParams: { ...root.queryParams, ...own.queryParams },
    sourceLabels: { ...root.sourceLabels, ...own.sourceLabels },
    gateways: own.gateways?.length ? own.gateways : root.gateways,
  };
}

/** `hasConflict` in pilot/pkg/model/virtualservice.go. */
function contradicts(root: RouteMatch, own: RouteMatch): boolean {
  const texts = (['uri', 'scheme', 'method', 'authority'] as const).some(key =>
    textsContradict(root[key], own[key]),
  );
  const named = (['headers', 'withoutHeaders', 'queryParams'] as const).some(
    key =>
      Object.entries(own[key] ?? {}).some(([name, value]) =>
        textsContradict(of(root[key], name), value),
      ),
  );
  const labels = Object.entries(own.sourceLabels ?? {}).some(
    ([key, value]) => (of(root.sourceLabels, key) ?? value) !== value,
  );
  const { gateways } = root;
  return (
    texts ||
    named ||
    labels ||
    Boolean(root.ignoreUriCase) !== Boolean(own.ignoreUriCase) ||
    Boolean(root.port && own.port && root.port !== own.port) ||
    Boolean(
      root.sourceNamespace && root.sourceNamespace !== own.sourceNamespace,
    ) ||
    Boolean(
      gateways?.length && own.gateways?.some(one => !gateways.includes(one)),
    )
  );
}

/** `stringMatchConflict`: the delegate's text must lie within the root's, and a regex within nothing. */
function textsContradict(
  root: StringMatch | undefined,
  own: StringMatch | undefined,
): boolean {
  if (!root || !own) return false;
  if (root.exact) return own.exact !== root.exact;
  const text = own.prefix || own.exact;
  return !root.prefix || !text || !text.startsWith(root.prefix);
}

function of<T>(
  record: Record<string, T> | undefined,
  key: string,
): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
