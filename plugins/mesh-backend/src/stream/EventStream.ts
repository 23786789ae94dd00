import type { Response } from 'express';

/** Keeps proxies between us and the browser from closing a quiet stream, in milliseconds. */
const HEARTBEAT_MS = 15_000;
/** A stream ends so long before the caller's token does, in milliseconds. */
const EXPIRY_MARGIN_MS = 10_000;
/** No stream lives longer, in milliseconds: its permissions are asked for again at the next connect. */
const MAX_AGE_MS = 3_600_000;

/**
 * A response of server-sent events.
 */
export class EventStream {
  private readonly response: Response;
  private waiting: string | undefined;

  /**
   * @param expiresAt - when the caller's token expires
   */
  constructor(response: Response, options: { expiresAt?: Date; now: Date }) {
    this.response = response;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Without `no-transform` the backend compresses, and compression holds every event back.
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    const heartbeat = setInterval(
      () => this.write(': heartbeat\n\n'),
      HEARTBEAT_MS,
    );
    const expiry = setTimeout(() => this.end(), lifetime(options));
    response.on('drain', () => this.flush());
    this.onClose(() => {
      clearInterval(heartbeat);
      clearTimeout(expiry);
    });
  }

  /**
   * Sends the newest data of a kind. A browser that reads slowly gets the newest, not all.
   *
   * @param data - without line breaks
   * @param id - what a browser sends as `Last-Event-ID` when it comes again
   */
  send(event: string, data: string, id: string): void {
    this.waiting = `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;
    if (!this.response.writableNeedDrain) this.flush();
  }

  end(): void {
    this.response.end();
  }

  /** Calls the listener when the stream is over; at once when the reader left before it began. */
  onClose(listener: () => void): void {
    if (this.response.destroyed) listener();
    else this.response.once('close', listener);
  }

  private flush(): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) this.write(waiting);
  }

  private write(text: string): void {
    if (!this.response.writableEnded) this.response.write(text);
  }
}

function lifetime({ expiresAt, now }: { expiresAt?: Date; now: Date }): number {
  if (!expiresAt) return MAX_AGE_MS;
  const left = expiresAt.getTime() - now.getTime() - EXPIRY_MARGIN_MS;
  return Math.max(0, Math.min(left, MAX_AGE_MS));
}
