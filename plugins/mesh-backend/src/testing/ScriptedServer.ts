import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/**
 * Answers one request.
 */
export type Answer = (
  response: ServerResponse,
  request: IncomingMessage,
) => void;

/**
 * An HTTP server on the loopback interface that answers exactly as a test says, one answer after the other.
 * Requests beyond the script are left without an answer.
 */
export class ScriptedServer {
  /** Every request so far, path with query. */
  readonly requests: string[] = [];
  private readonly server: Server;
  private readonly script: Answer[] = [];

  constructor() {
    this.server = createServer((request, response) => {
      this.requests.push(request.url ?? '');
      this.script.shift()?.(response, request);
    });
  }

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Adds answers to the end of the script. */
  answers(...answers: Answer[]): void {
    this.script.push(...answers);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** Answers with JSON. */
export function json(status: number, body: unknown): Answer {
  return response => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  };
}

/** Sends pieces of text as they are, and then leaves the response open, ends it or breaks the connection. */
export function pieces(
  texts: string[],
  then: 'open' | 'end' | 'reset',
): Answer {
  return response => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    for (const text of texts) response.write(text);
    if (then === 'end') response.end();
    if (then === 'reset') {
      // After what was written has left.
      response.write('', () => response.socket?.resetAndDestroy());
    }
  };
}
