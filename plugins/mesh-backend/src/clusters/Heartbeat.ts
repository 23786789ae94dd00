import { abortableDelay } from './delay';
import { explainRefusal, explainSilence, readRefusal } from './refusal';

/**
 * How often a cluster is asked whether it lives, in milliseconds.
 */
export interface HeartbeatTiming {
  /** Between the end of one question and the next. */
  intervalMs: number;
  timeoutMs: number;
}

export const DEFAULT_HEARTBEAT_TIMING: HeartbeatTiming = {
  intervalMs: 3000,
  timeoutMs: 3000,
};

/**
 * Asks one API server again and again whether it lives. The proxy leaves a watch open and silent when the API
 * server dies, so a watch alone cannot tell an idle cluster from a dead one.
 */
export class Heartbeat {
  private readonly cluster: string;
  private readonly request: (
    path: string,
    signal: AbortSignal,
  ) => Promise<Response>;
  private readonly onAlive: () => void;
  private readonly onSilent: (reason: string) => void;
  private readonly timing: HeartbeatTiming;

  constructor(options: {
    cluster: string;
    /** Sends a GET to the API server. */
    request: (path: string, signal: AbortSignal) => Promise<Response>;
    /** Called after every question that was answered well. */
    onAlive: () => void;
    /** Called after every question that was not, with a sentence for a user. */
    onSilent: (reason: string) => void;
    timing?: HeartbeatTiming;
  }) {
    this.cluster = options.cluster;
    this.request = options.request;
    this.onAlive = options.onAlive;
    this.onSilent = options.onSilent;
    this.timing = options.timing ?? DEFAULT_HEARTBEAT_TIMING;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const silence = await this.ask(signal);
      if (signal.aborted) return;
      if (silence === undefined) this.onAlive();
      else this.onSilent(silence);
      await abortableDelay(this.timing.intervalMs, signal);
    }
  }

  /** Resolves with undefined when the cluster lives, else with why it seems not to. */
  private async ask(signal: AbortSignal): Promise<string | undefined> {
    try {
      const response = await this.request(
        '/readyz',
        AbortSignal.any([signal, AbortSignal.timeout(this.timing.timeoutMs)]),
      );
      if (response.ok) {
        await response.text();
        return undefined;
      }
      const refusal = await readRefusal(response);
      // A cluster that keeps /readyz from us lives all the same.
      return refusal.from === 'cluster' && refusal.status === 403
        ? undefined
        : explainRefusal(this.cluster, refusal);
    } catch (error) {
      return explainSilence(this.cluster, error);
    }
  }
}
