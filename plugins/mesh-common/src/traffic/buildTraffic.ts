import type { Traffic, TrafficEdge } from '../model';
import { attributionOf, servedBy } from './attribute';
import { connectionsOf } from './connections';
import { edgesOf } from './edges';
import { RECEIVER_FIRST, SENDER_FIRST } from './onceOnly';
import { calleeOf } from './peers';
import {
  onceOnlyOf,
  receivedTraffic,
  receives,
  type TrafficInput,
} from './receivedTraffic';
import { requestSample, sentByOf, servedByOf } from './samples';
import { signalsOf } from './signals';
import type { TelemetryRow } from './TelemetryRow';

/** More edges than this nobody can read, in either direction. */
const MOST_EDGES = 200;

/**
 * Who calls a service and whom it calls, and its golden signals as a whole and by revision.
 *
 * Requests *to* the service are counted as its own proxies do, those *of* the service likewise: the
 * former are `reporter="destination"`, the latter `reporter="source"`, as in Kiali's graph of a single node.
 * A request that the service sends to itself is one that it receives.
 *
 * This never throws: samples that cannot be read are left out.
 */
export function buildTraffic(input: TrafficInput): Traffic {
  const { known, windowSeconds } = input;
  const { rows, inbound, byReceiver, attribution, sendersTell, told } =
    receivedTraffic(input);
  const outbound = connectionsOf(
    rows.filter(row => !receives(row, input) && sends(row, input)),
    calleeOf,
  );
  const callers = edgesOf(inbound, {
    order: sendersTell ? SENDER_FIRST : RECEIVER_FIRST,
    revisionOf: row =>
      attribution.possible ? attribution.of(servedByOf(row))?.hash : undefined,
    windowSeconds,
  });
  const ofSenders = attributionOf(known, {
    windowSeconds,
    samples: onceOnlyOf(outbound, SENDER_FIRST).flatMap(row =>
      requestSample(row).map(sample => ({ ...sample, ...sentByOf(row) })),
    ),
  });
  const callees = edgesOf(outbound, {
    order: SENDER_FIRST,
    revisionOf: row =>
      ofSenders.possible ? ofSenders.of(sentByOf(row))?.hash : undefined,
    windowSeconds,
  });
  return {
    windowSeconds,
    signals: signalsOf(byReceiver, windowSeconds),
    revisions: attribution.possible
      ? known.map(({ revision }) => ({
          hash: revision.hash,
          signals: signalsOf(
            servedBy(revision, told, attribution),
            windowSeconds,
          ),
        }))
      : [],
    attribution: attribution.possible ? { possible: true } : attribution,
    callers: callers.slice(0, MOST_EDGES),
    callees: callees.slice(0, MOST_EDGES),
    omittedEdges: beyond(callers) + beyond(callees),
  };
}

type Ends = Pick<TrafficInput, 'namespace' | 'known'>;

function sends({ source }: TelemetryRow, ends: Ends): boolean {
  return (
    source.namespace === ends.namespace &&
    ends.known.some(({ revision }) => revision.workload === source.workload)
  );
}

function beyond(edges: TrafficEdge[]): number {
  return Math.max(0, edges.length - MOST_EDGES);
}
