import type { Freshness, ObjectLookup } from '@meshway/plugin-mesh-common';
import type { ObjectChange } from './ObjectStore';

/**
 * One cluster as the views see it.
 */
export interface WatchedCluster {
  readonly name: string;
  readonly store: ObjectLookup;
  /** Whether every kind has been listed once, so that what the store does not have does not exist. */
  readonly complete: boolean;
  freshness(): Freshness;
}

/**
 * Something changed that views may depend on.
 */
export interface ClusterChange {
  /** Undefined when the list of clusters is concerned. */
  cluster?: string;
  /** Undefined when the whole cluster is concerned: it came, went, fell silent or is heard again. */
  change?: ObjectChange;
}

/**
 * The clusters that the portal knows.
 */
export interface Clusters {
  /** Undefined when there is no such cluster, or it cannot be used. */
  get(name: string): WatchedCluster | undefined;
  /** Names of all clusters, those that cannot be used included, in order. */
  names(): string[];
  /** Why there is no cluster at all, as a sentence for a user; undefined when there is one. */
  readonly problem: string | undefined;
  /** Also for a cluster that cannot be used, or that does not exist. */
  freshness(name: string): Freshness;
  onChange(listener: (change: ClusterChange) => void): () => void;
}
