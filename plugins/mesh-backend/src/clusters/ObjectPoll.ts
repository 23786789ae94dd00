import { abortableDelay, backoff, jittered } from './delay';
import { readRefusal, type Refusal } from './refusal';
import type { ReflectorListener } from './ReflectorListener';
import type { ReflectorTiming } from './ReflectorTiming';

/** How long one request may take, in milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * Keeps a listener up to date with one object by reading it again and again: a Role can grant to read its own
 * Namespace, but not to watch it.
 */
export class ObjectPoll<T> {
  private readonly request: (
    path: string,
    signal: AbortSignal,
  ) => Promise<Response>;
  private readonly path: string;
  private readonly listener: ReflectorListener<T>;
  private readonly timing: ReflectorTiming;

  constructor(options: {
    /** Sends a GET to the API server. */
    request: (path: string, signal: AbortSignal) => Promise<Response>;
    path: string;
    listener: ReflectorListener<T>;
    timing: ReflectorTiming;
  }) {
    this.request = options.request;
    this.path = options.path;
    this.listener = options.listener;
    this.timing = options.timing;
  }

  async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const failure = await this.read(
        AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      ).catch(error => ({ error }));
      if (signal.aborted) return;
      let pauseMs = jittered(this.timing.absentMs);
      if (failure) {
        this.listener.failed(failure);
        pauseMs = backoff(failures++, this.timing);
      } else {
        failures = 0;
      }
      await abortableDelay(pauseMs, signal);
    }
  }

  /** It holds nothing open that could be dead. */
  resume(): void {}

  /** Resolves with why it could not be read, if so. */
  private async read(
    signal: AbortSignal,
  ): Promise<{ refusal: Refusal } | undefined> {
    const response = await this.request(this.path, signal);
    if (response.ok) {
      const object = this.listener.trimmed(await response.json());
      this.listener.heard();
      this.listener.replaced(object === undefined ? [] : [object]);
      return undefined;
    }
    const refusal = await readRefusal(response);
    if (refusal.status !== 404 || !refusal.isStatus) return { refusal };
    this.listener.heard();
    this.listener.replaced([]);
    return undefined;
  }
}
