import type {
  ClusterStatus,
  Freshness,
  ObjectLookup,
  ReadingGap,
} from '@meshway/plugin-mesh-common';
import type { ClusterSettings } from './clusterSettings';
import type { ObjectChange } from './ObjectStore';

/**
 * One cluster as the views see it.
 */
export interface WatchedCluster {
  readonly name: string;
  readonly store: ObjectLookup;
  readonly settings: ClusterSettings;
  /**
   * Whether every kind has been listed once, is not served, or may not be read: apart from the gaps, what the store
   * does not have does not exist.
   */
  readonly complete: boolean;
  freshness(): Freshness;
  /**
   * What cannot be read though the cluster answers.
   *
   * @param namespace - only what a service of this namespace misses; everything without it
   */
  gaps(namespace?: string): ReadingGap[];
}

/**
 * How a cluster is read; its metrics are another matter.
 */
export type ObjectsStatus = Omit<ClusterStatus, 'metrics'>;

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
  /** Of all clusters, those that cannot be used included, in the order of their names. */
  status(): ObjectsStatus[];
  onChange(listener: (change: ClusterChange) => void): () => void;
}
