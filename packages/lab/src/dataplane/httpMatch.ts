import type { MeshPod } from './meshPod.ts';
import {
  type HttpMatch,
  type HttpRoute,
  selects,
  type StringMatch,
} from './objects.ts';

/** What a proxy can see of a request when it chooses the route. */
export interface HttpRequest {
  host: string;
  port: number;
  method: string;
  path: string;
  headers: Record<string, string>;
}

function stringMatches(match: StringMatch, value: string): boolean {
  if (match.exact !== undefined) {
    return match.exact === value;
  }
  if (match.prefix !== undefined) {
    return value.startsWith(match.prefix);
  }
  if (match.regex !== undefined) {
    try {
      return new RegExp(`^(?:${match.regex})$`).test(value);
    } catch {
      return false; // RE2 syntax that JavaScript does not know
    }
  }
  return true;
}

const UNDERSTOOD = new Set([
  'name',
  'uri',
  'method',
  'headers',
  'sourceLabels',
  'sourceNamespace',
  'port',
]);

function matches(
  match: HttpMatch,
  request: HttpRequest,
  source: MeshPod,
): boolean {
  return (
    Object.keys(match).every(field => UNDERSTOOD.has(field)) &&
    (!match.uri || stringMatches(match.uri, request.path)) &&
    (!match.method || stringMatches(match.method, request.method)) &&
    (match.port === undefined || match.port === request.port) &&
    selects(match.sourceLabels, source.labels) &&
    (!match.sourceNamespace || match.sourceNamespace === source.namespace) &&
    Object.entries(match.headers ?? {}).every(([name, value]) => {
      const sent = request.headers[name.toLowerCase()];
      return sent !== undefined && stringMatches(value, sent);
    })
  );
}

/** The first route that takes the request; conditions within a match are ANDed, matches ORed. */
export function matchRoute(
  routes: readonly HttpRoute[],
  request: HttpRequest,
  source: MeshPod,
): HttpRoute | undefined {
  return routes.find(
    ({ match }) =>
      !match?.length || match.some(one => matches(one, request, source)),
  );
}
