import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiServer, WatchEvent } from './apiServer.ts';
import type { ClusterObject } from './objects.ts';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;

/**
 * The objects of one collection, kept up to date: list, watch from there, and
 * list again whenever the watch ends for any reason. While the API server is
 * away the last known objects stand, as they do in a real proxy.
 */
export class ClusterWatch<T extends ClusterObject> {
  readonly path: string;
  #objects = new Map<string, T>();
  #synced = false;
  readonly #api: Pick<ApiServer, 'list' | 'watch'>;
  readonly #query: Record<string, string>;
  readonly #onChange: () => void;

  constructor(
    api: Pick<ApiServer, 'list' | 'watch'>,
    path: string,
    query: Record<string, string>,
    onChange: () => void,
  ) {
    this.path = path;
    this.#api = api;
    this.#query = query;
    this.#onChange = onChange;
  }

  /** True once the collection has been listed. */
  get synced(): boolean {
    return this.#synced;
  }

  list(): T[] {
    return [...this.#objects.values()];
  }

  /** Runs until `signal` aborts. `onError` hears of every failed attempt. */
  async run(
    signal: AbortSignal,
    onError: (path: string, error: unknown) => void,
  ): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!signal.aborted) {
      try {
        const resourceVersion = await this.#relist(signal);
        retryMs = FIRST_RETRY_MS;
        await this.#api.watch<T>(
          this.path,
          { ...this.#query, resourceVersion },
          event => this.#apply(event),
          signal,
        );
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        onError(this.path, error);
        await sleep(retryMs * (0.75 + Math.random() / 2));
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      }
    }
  }

  async #relist(signal: AbortSignal): Promise<string> {
    const list = await this.#api.list<T>(this.path, this.#query, signal);
    this.#objects = new Map(list.items.map(item => [keyOf(item), item]));
    this.#synced = true;
    this.#onChange();
    return list.metadata?.resourceVersion ?? '';
  }

  #apply({ type, object }: WatchEvent<T>): void {
    if (type === 'ADDED' || type === 'MODIFIED') {
      this.#objects.set(keyOf(object), object);
    } else if (type === 'DELETED') {
      this.#objects.delete(keyOf(object));
    } else {
      return;
    }
    this.#onChange();
  }
}

function keyOf({ metadata }: ClusterObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
