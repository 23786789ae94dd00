import { z } from 'zod';
import { labels, longText, shortText } from './metadata';

/** One of them; none means that it has only to be there. */
const stringMatch = z.object({
  exact: longText.optional(),
  prefix: longText.optional(),
  regex: longText.optional(),
});

const stringMatches = z.record(z.string(), stringMatch).optional();

/** Conditions of a route, all of which must hold (`HTTPMatchRequest`, `TLSMatchAttributes`, `L4MatchAttributes`). */
export const routeMatch = z.object({
  uri: stringMatch.optional(),
  /** Of `uri`, where it is exact or a prefix. */
  ignoreUriCase: z.boolean().optional(),
  scheme: stringMatch.optional(),
  method: stringMatch.optional(),
  authority: stringMatch.optional(),
  headers: stringMatches,
  withoutHeaders: stringMatches,
  queryParams: stringMatches,
  sniHosts: z.array(shortText).optional(),
  destinationSubnets: z.array(shortText).optional(),
  port: z.number().optional(),
  gateways: z.array(shortText).optional(),
  sourceLabels: labels.optional(),
  sourceNamespace: shortText.optional(),
});

/**
 * Conditions of one route of a VirtualService, all of which must hold.
 *
 * @public
 */
export type RouteMatch = z.infer<typeof routeMatch>;

/**
 * What a text of a request must be; empty when it has only to be there.
 *
 * @public
 */
export type StringMatch = z.infer<typeof stringMatch>;
