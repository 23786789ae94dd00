import type { Refusal } from './refusal';

/**
 * What a reflector tells while it works. Calls come in order and never overlap.
 */
export interface ReflectorListener<T> {
  /** What is kept of an object of a list, which may be long; undefined to leave it out. */
  trimmed(object: unknown): T | undefined;
  /** The collection as a whole, after each list. */
  replaced(objects: T[]): void;
  /** The cluster does not serve the collection. It is asked again by itself. */
  absent(): void;
  changed(object: unknown): void;
  deleted(object: unknown): void;
  /** The cluster was heard. */
  heard(): void;
  /** The collection cannot be read. The reflector tries again by itself. */
  failed(failure: { refusal: Refusal } | { error: unknown }): void;
  /** A watch broke. It is resumed; nothing is lost, so nothing is stale until that fails. */
  broken(error: unknown): void;
  /** A watch did not even end when it should have: whatever carried it is gone, unnoticed. It is resumed. */
  silent(): void;
}
