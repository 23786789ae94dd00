import { abortableDelay, jittered } from './delay';
import { readRefusal } from './refusal';
import type { ReflectorListener } from './ReflectorListener';

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
  private readonly intervalMs: number;

  constructor(options: {
    /** Sends a GET to the API server. */
    request: (path: string, signal: AbortSignal) => Promise<Response>;
    path: string;
    listener: ReflectorListener<T>;
    intervalMs: number;
  }) {
    this.request = options.request;
    this.path = options.path;
    this.listener = options.listener;
    this.intervalMs = options.intervalMs;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.read(
          AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        );
      } catch (error) {
        if (signal.aborted) return;
        this.listener.failed({ error });
      }
      await abortableDelay(jittered(this.intervalMs), signal);
    }
  }

  /** It holds nothing open that could be dead. */
  resume(): void {}

  private async read(signal: AbortSignal): Promise<void> {
    const response = await this.request(this.path, signal);
    if (response.ok) {
      const object = this.listener.trimmed(await response.json());
      this.listener.heard();
      this.listener.replaced(object === undefined ? [] : [object]);
      return;
    }
    const refusal = await readRefusal(response);
    if (refusal.status === 404 && refusal.isStatus) {
      this.listener.heard();
      this.listener.replaced([]);
    } else {
      this.listener.failed({ refusal });
    }
  }
}
