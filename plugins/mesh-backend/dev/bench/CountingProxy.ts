import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';

/** One request that went upstream. */
export interface UpstreamRequest {
  method: string;
  path: string;
  /** Until its answer ended; undefined while it is open. */
  ms?: number;
}

/** Stands before a server, passes everything on and remembers what was asked. */
export class CountingProxy {
  requests: UpstreamRequest[] = [];
  private readonly target: URL;
  private readonly agent: HttpAgent | HttpsAgent;
  private readonly server = createServer((req, res) => this.pass(req, res));

  constructor(target: string, ca?: Buffer) {
    this.target = new URL(target);
    this.agent = ca
      ? new HttpsAgent({ keepAlive: true, ca })
      : new HttpAgent({ keepAlive: true });
  }

  /** Resolves with its address. */
  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
    this.agent.destroy();
  }

  private pass(req: IncomingMessage, res: ServerResponse): void {
    const { method = 'GET', url: path = '/' } = req;
    const entry: UpstreamRequest = { method, path };
    const startedAt = performance.now();
    this.requests.push(entry);
    const { protocol, hostname, port } = this.target;
    const send = protocol === 'https:' ? httpsRequest : httpRequest;
    const upstream = send(
      {
        hostname,
        port,
        method,
        path,
        agent: this.agent,
        headers: { ...req.headers, host: this.target.host },
      },
      answer => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        res.flushHeaders();
        answer.pipe(res);
        answer.on('end', () => {
          entry.ms = performance.now() - startedAt;
        });
      },
    );
    upstream.on('error', () => res.destroy());
    res.on('close', () => upstream.destroy());
    req.pipe(upstream);
  }
}

/** Reads that somebody waits for: no watch and no heartbeat, which go on whoever looks. */
export function isRead({ path }: UpstreamRequest): boolean {
  return !path.startsWith('/readyz') && !path.includes('watch=true');
}
