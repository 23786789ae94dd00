import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { PreparedLab } from './preparedLab.ts';

/** Answers in the place of the API server for as long as there is none. */
export class BuildingNotice {
  private server?: Server;
  private message = 'the lab is still being built';

  /** What clients are told from now on. */
  say(message: string): void {
    this.message = message;
  }

  /** Listens where the API server will listen, with the same certificate. */
  open({ ports, credentials }: PreparedLab): Promise<void> {
    const server = createServer(
      {
        cert: readFileSync(credentials.servingCertificateFile),
        key: readFileSync(credentials.servingKeyFile),
      },
      (_request, response) => {
        // As the API server itself answers while it cannot serve: clients of Kubernetes show this message.
        const status = {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message: this.message,
          reason: 'ServiceUnavailable',
          code: 503,
        };
        response
          .writeHead(503, {
            'content-type': 'application/json',
            'retry-after': '5',
            connection: 'close',
          })
          .end(JSON.stringify(status));
      },
    );
    this.server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(ports.apiServer, '127.0.0.1', () => resolve());
    });
  }

  /** Makes room for the API server. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) {
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    }
  }
}
