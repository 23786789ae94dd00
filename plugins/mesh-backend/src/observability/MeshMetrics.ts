import type { DecisionVerb } from '@meshway/plugin-mesh-common';

/**
 * What the plugin counts of itself. Whoever does something tells it here; where the numbers go is not theirs to know.
 */
export interface MeshMetrics {
  /** A request to an API server has ended. */
  clusterRequest(request: {
    cluster: string;
    /** Kind of the objects, or what else was asked for. */
    kind: string;
    verb:
      | 'list'
      | 'watch'
      | 'heartbeat'
      | 'discovery'
      | 'read'
      | 'patch'
      | 'event';
    outcome: 'ok' | 'refused' | 'silent';
  }): void;
  /** An event of a watch has been heard, so long after the change it tells of; a negative number when clocks differ. */
  watchEvent(event: {
    cluster: string;
    kind: string;
    lagSeconds?: number;
  }): void;
  /** A query for metrics has ended. */
  query(query: {
    cluster: string;
    /** Name of the query's template. */
    template: string;
    outcome: 'ok' | 'failed';
    seconds: number;
  }): void;
  /** A decision came to an end, or was refused before it was written down. */
  decision(decision: {
    verb: DecisionVerb;
    outcome: 'proposed' | 'applied' | 'confirmed' | 'failed' | 'refused';
  }): void;
}

/** Counts nothing. */
export const UNCOUNTED: MeshMetrics = {
  clusterRequest() {},
  watchEvent() {},
  query() {},
  decision() {},
};
