import { setTimeout as sleep } from 'node:timers/promises';
import { type KubeConfig, Watch } from '@kubernetes/client-node';
import { apiList } from './apiList.ts';
import type { ClusterObject } from './objects.ts';

const WATCH_SECONDS = 240;
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
  readonly #kubeConfig: KubeConfig;
  readonly #labelSelector: string | undefined;
  readonly #onChange: () => void;

  constructor(
    kubeConfig: KubeConfig,
    path: string,
    onChange: () => void,
    labelSelector?: string,
  ) {
    this.path = path;
    this.#kubeConfig = kubeConfig;
    this.#onChange = onChange;
    this.#labelSelector = labelSelector;
  }

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
        await this.#follow(resourceVersion, signal);
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
    const list = await apiList<T>(
      this.#kubeConfig,
      this.path,
      this.#labelSelector,
      signal,
    );
    this.#objects = new Map(list.items.map(item => [keyOf(item), item]));
    this.#synced = true;
    this.#onChange();
    return list.metadata?.resourceVersion ?? '';
  }

  /** Watches until the API server ends it; rejects when it ends in an error. */
  async #follow(resourceVersion: string, signal: AbortSignal): Promise<void> {
    let abort = () => {};
    try {
      await new Promise<void>((resolve, reject) => {
        new Watch(this.#kubeConfig)
          .watch(
            this.path,
            {
              resourceVersion,
              labelSelector: this.#labelSelector,
              timeoutSeconds: WATCH_SECONDS,
            },
            (phase, object: T) => this.#apply(phase, object),
            error => (error ? reject(error) : resolve()),
          )
          .then(request => {
            abort = () => request.abort();
            signal.addEventListener('abort', abort, { once: true });
          }, reject);
      });
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  #apply(phase: string, object: T): void {
    if (phase === 'ADDED' || phase === 'MODIFIED') {
      this.#objects.set(keyOf(object), object);
    } else if (phase === 'DELETED') {
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
