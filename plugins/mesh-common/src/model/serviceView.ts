import type { Decision } from './decision';
import type { DeliveryView } from './delivery';
import type { Exposure } from './exposure';
import type { Finding } from './finding';
import type { SourceFreshness } from './freshness';
import type { Posture } from './posture';
import type { Signals } from './signals';
import type { Verdict } from './verdict';

/**
 * Whether the cluster names the entity back. Anyone who can register an entity can write any
 * annotation into it, so only the cluster's own word gives the right to decide.
 *
 * @public
 */
export type Consent =
  | {
      given: true;
      /** The object and annotation that names the entity or its owner. */
      by: string;
    }
  | {
      given: false;
      /** What is missing, in words. */
      reason: string;
      /** The line to add, ready to copy. */
      line: string;
    };

/**
 * Everything Meshway knows of one service of an entity in one cluster.
 *
 * @public
 */
export interface ServiceView extends DeliveryView {
  cluster: string;
  namespace: string;
  name: string;
  /** One sentence of truth: what runs, what it waits for, how it does. */
  headline: string;
  /** Whole service. Undefined when metrics cannot be read. */
  signals?: Signals;
  /** Whether metrics can be attributed to revisions, and if not, what to change. */
  attribution: { possible: true } | { possible: false; reason: string };
  /** Canary against stable; absent without both, or without traffic that tells them apart. */
  verdict?: Verdict;
  /** How it is reached. */
  exposure: Exposure;
  /** What protects it and what keeps it up. */
  posture: Posture;
  /** What is wrong with its configuration, errors and warnings in the order of the rules. */
  findings: Finding[];
  consent: Consent;
  /** Objects that are there but cannot be read, and why; absent when all could be read. */
  unreadable?: string[];
  freshness: SourceFreshness;
}

/**
 * A service that an entity names but that cannot be shown.
 *
 * @public
 */
export interface ServiceProblem {
  cluster: string;
  /** `not-found`: the cluster answers and has no such service. `unreachable`: the cluster does not answer. */
  kind: 'not-found' | 'unreachable';
  /** What is wrong and what to do next, in words. */
  message: string;
}

/**
 * What the Mesh tab of an entity shows.
 *
 * @public
 */
export interface EntityMeshView {
  entityRef: string;
  services: ServiceView[];
  problems: ServiceProblem[];
  /** The newest decisions on this entity, newest first, at most ten. */
  decisions: Decision[];
  /** When this view was computed, ISO 8601. */
  at: string;
}
