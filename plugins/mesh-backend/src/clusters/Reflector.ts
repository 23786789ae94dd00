import { z } from 'zod';
import { abortableDelay, jittered } from './delay';
import { readLines } from './readLines';
import { readRefusal, type Refusal } from './refusal';

/** Objects per page of a list. */
const PAGE_SIZE = 500;
/** Failures in a row after which what is known of the collection's version is not trusted any more. */
const MAX_RESUMES = 3;
/** A watch that ends sooner and says nothing counts as a failure, lest it become a hot loop. */
const MIN_WATCH_MS = 1000;

/** Paths of kinds that a cluster may lack: their groups are domains, those of Kubernetes' first kinds are not. */
const CUSTOM = /^\/apis\/[^/]+\./;

const listSchema = z.object({
  metadata: z.object({
    resourceVersion: z.string().min(1),
    continue: z.string().optional(),
  }),
  items: z.array(z.unknown()).nullable(),
});

const eventSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.unknown(),
});

const versionSchema = z.object({
  metadata: z.object({ resourceVersion: z.string().min(1) }),
});

const errorSchema = z.object({
  code: z.number().optional(),
  message: z.string().optional(),
});

/**
 * What a reflector tells while it works. Calls come in order and never overlap.
 */
export interface ReflectorListener<T> {
  /** What is kept of an object of a list, which may be long; undefined to leave it out. */
  trimmed(object: unknown): T | undefined;
  /** The collection as a whole, after each list; empty when the cluster does not know the kind. */
  replaced(objects: T[]): void;
  changed(object: unknown): void;
  deleted(object: unknown): void;
  /** The cluster was heard. */
  heard(): void;
  /** The collection cannot be read. The reflector tries again by itself. */
  failed(failure: { refusal: Refusal } | { error: unknown }): void;
  /** A watch broke. It is resumed; nothing is lost, so nothing is stale until that fails. */
  broken(error: unknown): void;
}

/**
 * How long a reflector waits for what, in milliseconds unless said otherwise.
 */
export interface ReflectorTiming {
  /** Asks the API server to end each watch: only this ends it upstream when our side is gone. Seconds. */
  watchSeconds: number;
  /** Without a byte for so long, a watch is dead. Longer than `watchSeconds`. */
  idleMs: number;
  firstBackoffMs: number;
  maxBackoffMs: number;
  /** Until a kind that the cluster does not have, or forbids, is asked for again. */
  absentMs: number;
}

export const DEFAULT_REFLECTOR_TIMING: ReflectorTiming = {
  watchSeconds: 45,
  idleMs: 60_000,
  firstBackoffMs: 500,
  maxBackoffMs: 30_000,
  absentMs: 30_000,
};

/** The API server has forgotten the version that was asked for. */
class Expired extends Error {}

class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/**
 * Keeps a listener up to date with one collection of one cluster: list, then bounded watches that resume
 * where the last one ended, and a new list when the cluster has forgotten that place.
 *
 * It is made for a watch that goes through the Kubernetes plugin's proxy, which delivers no response headers
 * before the first event, does not pass on that the API server died and does not close the API server's side
 * when ours is gone.
 */
export class Reflector<T> {
  private readonly request: (
    path: string,
    signal: AbortSignal,
  ) => Promise<Response>;
  private readonly path: string;
  private readonly listener: ReflectorListener<T>;
  private readonly timing: ReflectorTiming;
  /** Where the next watch begins; undefined when the collection must be listed. */
  private resourceVersion: string | undefined;

  constructor(options: {
    /** Sends a GET to the API server. */
    request: (path: string, signal: AbortSignal) => Promise<Response>;
    /** Path of the collection. */
    path: string;
    listener: ReflectorListener<T>;
    timing?: ReflectorTiming;
  }) {
    this.request = options.request;
    this.path = options.path;
    this.listener = options.listener;
    this.timing = options.timing ?? DEFAULT_REFLECTOR_TIMING;
  }

  /**
   * Works until the signal aborts. May be run again later, one run at a time. Every run begins with a list: an
   * API server that fell silent may come back restored from a backup, where old versions mean nothing.
   */
  async run(signal: AbortSignal): Promise<void> {
    this.resourceVersion = undefined;
    let failures = 0;
    while (!signal.aborted) {
      let pauseMs = 0;
      let news = false;
      try {
        if (this.resourceVersion === undefined) await this.list(signal);
        const onNews = () => {
          news = true;
        };
        if (await this.watch(signal, onNews)) failures = 0;
        else pauseMs = this.backoff(failures++);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Expired) {
          this.resourceVersion = undefined;
          pauseMs = failures === 0 ? 0 : this.backoff(failures);
          failures++;
        } else if (error instanceof Refused) {
          pauseMs = this.refused(error.refusal, failures++);
        } else {
          if (this.resourceVersion === undefined) {
            this.listener.failed({ error });
          } else {
            this.listener.broken(error);
          }
          // What a watch brought counts, however it ended: the next one goes on from there.
          if (news) failures = 0;
          pauseMs = this.backoff(failures++);
        }
        if (failures >= MAX_RESUMES) this.resourceVersion = undefined;
      }
      await abortableDelay(pauseMs, signal);
    }
  }

  private async list(signal: AbortSignal): Promise<void> {
    const deadline = this.deadline(signal);
    try {
      const objects: T[] = [];
      let resourceVersion: string;
      let next: string | undefined;
      do {
        const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
        if (next) query.set('continue', next);
        const response = await this.get(query, deadline.signal);
        const page = listSchema.parse(await response.json());
        deadline.extend();
        for (const raw of page.items ?? []) {
          const object = this.listener.trimmed(raw);
          if (object !== undefined) objects.push(object);
        }
        resourceVersion = page.metadata.resourceVersion;
        next = page.metadata.continue;
      } while (next);
      signal.throwIfAborted();
      this.resourceVersion = resourceVersion;
      this.listener.heard();
      this.listener.replaced(objects);
    } finally {
      deadline.end();
    }
  }

  /** Resolves when the server ends the watch, with whether it was worth having: long, or with events. */
  private async watch(
    signal: AbortSignal,
    onNews: () => void,
  ): Promise<boolean> {
    const deadline = this.deadline(signal);
    const begin = performance.now();
    let spoken = false;
    try {
      const response = await this.get(
        new URLSearchParams({
          watch: 'true',
          allowWatchBookmarks: 'true',
          resourceVersion: this.resourceVersion!,
          timeoutSeconds: String(this.timing.watchSeconds),
        }),
        deadline.signal,
      );
      if (!response.body) return false;
      for await (const line of readLines(response.body, deadline.extend)) {
        this.apply(JSON.parse(line));
        spoken = true;
        onNews();
      }
      return spoken || performance.now() - begin > MIN_WATCH_MS;
    } finally {
      deadline.end();
    }
  }

  private apply(line: unknown): void {
    const { type, object } = eventSchema.parse(line);
    if (type === 'ERROR') {
      const { code, message } = errorSchema.parse(object);
      if (code === 410) throw new Expired();
      throw new Error(`the watch ended with ${code}: ${message}`);
    }
    this.resourceVersion = versionSchema.parse(object).metadata.resourceVersion;
    this.listener.heard();
    if (type === 'DELETED') this.listener.deleted(object);
    else if (type !== 'BOOKMARK') this.listener.changed(object);
  }

  private async get(
    query: URLSearchParams,
    signal: AbortSignal,
  ): Promise<Response> {
    const response = await this.request(`${this.path}?${query}`, signal);
    if (response.ok) return response;
    const refusal = await readRefusal(response);
    if (refusal.status === 410) throw new Expired();
    throw new Refused(refusal);
  }

  /** Returns how long to wait. */
  private refused(refusal: Refusal, failures: number): number {
    this.resourceVersion = undefined;
    if (
      refusal.status === 404 &&
      refusal.from === 'cluster' &&
      CUSTOM.test(this.path)
    ) {
      // The custom resource definition is not installed (yet).
      this.listener.replaced([]);
      return jittered(this.timing.absentMs);
    }
    this.listener.failed({ refusal });
    return refusal.status === 403
      ? jittered(this.timing.absentMs)
      : this.backoff(failures);
  }

  private backoff(failures: number): number {
    const { firstBackoffMs, maxBackoffMs } = this.timing;
    return jittered(Math.min(firstBackoffMs * 2 ** failures, maxBackoffMs));
  }

  private deadline(signal: AbortSignal) {
    const silence = new AbortController();
    const { idleMs } = this.timing;
    const expire = () =>
      silence.abort(new Error(`nothing was heard for ${idleMs} ms`));
    const timer = setTimeout(expire, idleMs);
    return {
      signal: AbortSignal.any([signal, silence.signal]),
      extend: () => {
        timer.refresh();
      },
      end: () => clearTimeout(timer),
    };
  }
}
