import { createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { ApiDocument } from '../../src/schema/readDocument';

/** Of a stack trace, a file of ours, or a database. */
const INTERNALS = [
  /\\n\s+at \S/,
  /node_modules/,
  /\.(ts|cjs|js):\d+:\d+/,
  /SQLITE|insert into|select \*/,
  /ECONN|ETIMEDOUT|EAI_AGAIN/,
];

/**
 * Stands between whoever fuzzes and the portal, counts, and judges each answer.
 */
export class Witness {
  requests = 0;
  readonly byStatus = new Map<number, number>();
  /** What must not be, at most one line for each operation and reason. */
  readonly complaints = new Map<string, string>();
  private readonly server: Server;
  private readonly documented: { pattern: RegExp; statuses: Set<string> }[];

  constructor(options: {
    target: string;
    headers: Record<string, string>;
    secrets: string[];
    document: ApiDocument;
  }) {
    const { target, headers, secrets, document } = options;
    this.documented = Object.entries(document.paths).flatMap(([path, item]) =>
      (['get', 'post'] as const).map(method => ({
        pattern: new RegExp(
          `^${method.toUpperCase()} ${path.replace(
            /\{\w+\}/g,
            () => '[^/]*',
          )}$`,
        ),
        statuses: new Set(Object.keys(item[method]?.responses ?? {})),
      })),
    );
    this.server = createServer((req, res) => {
      const forwarded = request(
        `${target}${req.url}`,
        {
          method: req.method,
          headers: {
            ...req.headers,
            ...headers,
            'accept-encoding': 'identity',
          },
        },
        answer => {
          const parts: Buffer[] = [];
          answer.on('data', part => parts.push(part));
          answer.on('end', () => {
            const body = Buffer.concat(parts);
            const status = answer.statusCode ?? 0;
            this.judge(`${req.method} ${req.url}`, status, `${body}`, secrets);
            res.writeHead(status, {
              'Content-Type': answer.headers['content-type'] ?? 'text/plain',
            });
            res.end(body);
          });
        },
      );
      forwarded.on('error', error => {
        this.complain(`${req.method} ${req.url}`, `no answer: ${error}`);
        res.destroy();
      });
      req.pipe(forwarded);
    });
  }

  /** Where to send requests to. */
  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private judge(
    what: string,
    status: number,
    body: string,
    secrets: string[],
  ): void {
    this.requests += 1;
    this.byStatus.set(status, (this.byStatus.get(status) ?? 0) + 1);
    if (status >= 500 && !this.isDocumented(what, status)) {
      this.complain(what, `${status}: ${body.slice(0, 300)}`);
    }
    for (const secret of secrets) {
      if (body.includes(secret)) this.complain(what, `tells ${secret}`);
    }
    for (const pattern of INTERNALS) {
      const found = pattern.exec(body);
      if (found) this.complain(what, `tells "${found[0]}"`);
    }
  }

  private isDocumented(what: string, status: number): boolean {
    const [path] = what.split('?');
    return this.documented.some(
      ({ pattern, statuses }) =>
        pattern.test(path) && statuses.has(String(status)),
    );
  }

  private complain(what: string, why: string): void {
    const operation = this.documented.find(({ pattern }) =>
      pattern.test(what.split('?')[0]),
    );
    const key = `${operation?.pattern ?? 'another path'} ${why.slice(0, 40)}`;
    if (!this.complaints.has(key)) this.complaints.set(key, `${what}: ${why}`);
  }
}
