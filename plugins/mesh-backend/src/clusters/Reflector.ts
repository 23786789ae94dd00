import { z } from 'zod';
import { abortableDelay, backoff } from './delay';
import { readLines } from './readLines';
import {
  DEFAULT_REFLECTOR_TIMING,
  type ReflectorTiming,
} from './ReflectorTiming';
import type { ReflectorListener } from './ReflectorListener';
import { readRefusal, Refused } from './refusal';

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
 * Waits until a list may be asked for.
 */
export type ListTurn = <T>(list: () => Promise<T>) => Promise<T>;

/** The API server has forgotten the version that was asked for. */
class Expired extends Error {}

/** A watch did not end when it should have. */
class Silent extends Error {}

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
  private readonly path: (signal: AbortSignal) => Promise<string | undefined>;
  private readonly listTurn: ListTurn;
  private readonly watchSeconds: () => number;
  private readonly listener: ReflectorListener<T>;
  private readonly timing: ReflectorTiming;
  /** Path of the collection when it was last listed. */
  private collection: string | undefined;
  /** Where the next watch begins; undefined when the collection must be listed. */
  private resourceVersion: string | undefined;
  /** Ends the watch that runs. */
  private endWatch: () => void = () => {};

  constructor(options: {
    /** Sends a GET to the API server. */
    request: (path: string, signal: AbortSignal) => Promise<Response>;
    /** Path of the collection, asked before every list; undefined when the cluster does not serve it. */
    path: (signal: AbortSignal) => Promise<string | undefined>;
    listTurn: ListTurn;
    /** For how long the next watch is asked for: only this ends it upstream when our side is gone. */
    watchSeconds: () => number;
    listener: ReflectorListener<T>;
    timing?: ReflectorTiming;
  }) {
    this.request = options.request;
    this.path = options.path;
    this.listTurn = options.listTurn;
    this.watchSeconds = options.watchSeconds;
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
        if (this.resourceVersion === undefined) {
          if (!(await this.listTurn(() => this.list(signal)))) {
            failures = 0;
            // Without jitter, so that the kinds of a group look together and share the answer.
            await abortableDelay(this.timing.absentMs, signal);
            continue;
          }
        }
        const onNews = () => {
          news = true;
        };
        if (await this.watch(signal, onNews)) failures = 0;
        else pauseMs = backoff(failures++, this.timing);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Expired) {
          this.resourceVersion = undefined;
          pauseMs = failures === 0 ? 0 : backoff(failures, this.timing);
          failures++;
        } else if (error instanceof Refused) {
          this.resourceVersion = undefined;
          this.listener.failed({ refusal: error.refusal });
          pauseMs = backoff(failures++, this.timing);
        } else if (error instanceof Silent) {
          failures = news ? 1 : failures + 1;
          this.listener.silent();
        } else {
          if (this.resourceVersion === undefined) {
            this.listener.failed({ error });
          } else {
            this.listener.broken(error);
          }
          // What a watch brought counts, however it ended: the next one goes on from there.
          if (news) failures = 0;
          pauseMs = backoff(failures++, this.timing);
        }
        if (failures >= MAX_RESUMES) this.resourceVersion = undefined;
      }
      await abortableDelay(pauseMs, signal);
    }
  }

  /** Goes on from where it is with a new watch, for when the one that runs may be dead. */
  resume(): void {
    this.endWatch();
  }

  /** Resolves with whether the cluster serves the collection. */
  private async list(signal: AbortSignal): Promise<boolean> {
    const deadline = this.deadline(signal);
    try {
      this.collection = await this.path(deadline.signal);
      if (this.collection === undefined) {
        signal.throwIfAborted();
        this.listener.heard();
        this.listener.absent();
        return false;
      }
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
      return true;
    } catch (error) {
      // The document of its group may be forbidden, then only the list tells.
      if (!isNotServed(error, this.collection)) throw error;
      this.listener.absent();
      return false;
    } finally {
      deadline.end();
    }
  }

  /** Resolves when the server ends the watch, with whether it was worth having: long, or with events. */
  private async watch(
    signal: AbortSignal,
    onNews: () => void,
  ): Promise<boolean> {
    const ended = new AbortController();
    let isSilent = false;
    this.endWatch = () => ended.abort();
    const seconds = this.watchSeconds();
    const timer = setTimeout(() => {
      isSilent = true;
      ended.abort();
    }, seconds * 1000 + this.timing.graceMs);
    const begin = performance.now();
    let spoken = false;
    try {
      const response = await this.get(
        new URLSearchParams({
          watch: 'true',
          allowWatchBookmarks: 'true',
          resourceVersion: this.resourceVersion!,
          timeoutSeconds: String(seconds),
        }),
        AbortSignal.any([signal, ended.signal]),
      );
      if (!response.body) return false;
      for await (const line of readLines(response.body)) {
        this.apply(JSON.parse(line));
        spoken = true;
        onNews();
      }
      return spoken || performance.now() - begin > MIN_WATCH_MS;
    } catch (error) {
      if (isSilent) throw new Silent();
      // Resumed by request.
      if (ended.signal.aborted && !signal.aborted) return true;
      // The resource definition or this version of it has gone: the list tells what is there instead.
      if (isNotServed(error, this.collection)) throw new Expired();
      throw error;
    } finally {
      clearTimeout(timer);
      this.endWatch = () => {};
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
    const response = await this.request(`${this.collection}?${query}`, signal);
    if (response.ok) return response;
    const refusal = await readRefusal(response);
    if (refusal.status === 410) throw new Expired();
    throw new Refused(refusal);
  }

  private deadline(signal: AbortSignal) {
    const silence = new AbortController();
    const { idleMs } = this.timing;
    const expire = () =>
      silence.abort(
        new DOMException(`nothing was heard for ${idleMs} ms`, 'TimeoutError'),
      );
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

function isNotServed(error: unknown, collection: string | undefined): boolean {
  return (
    error instanceof Refused &&
    error.refusal.status === 404 &&
    error.refusal.from === 'cluster' &&
    CUSTOM.test(collection ?? '')
  );
}
