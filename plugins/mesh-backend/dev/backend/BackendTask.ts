import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';

/**
 * What a backend in a process of its own is started with.
 */
export interface BackendTask {
  port: number;
  /** What its catalog holds. */
  entities: Entity[];
  cluster: { url: string; caData: string; token: string };
  prometheus: string;
  /** `backend.database` of its configuration. */
  database: JsonObject;
}

/**
 * What such a process says to the one that started it.
 */
export type BackendNews =
  | { kind: 'ready' }
  | { kind: 'memory'; rssBytes: number; heapBytes: number };
