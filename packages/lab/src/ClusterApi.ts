import { Agent, request as httpsRequest } from 'node:https';
import type { LabAccess } from './lab.ts';

/** An object as the API server serves it. */
export type RawObject = {
  apiVersion?: string;
  kind?: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    generation?: number;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: { uid: string }[];
    [field: string]: unknown;
  };
  // Whatever the API server holds: states are told apart by looking into it.
  spec?: any;
  status?: any;
};

/** An answer that is not a success. */
export class ApiError extends Error {
  readonly status: number;

  constructor(what: string, status: number, body: string) {
    super(`${what} was answered with ${status}: ${body.slice(0, 500)}`);
    this.status = status;
  }
}

/** The API server of a lab, as its administrator: without a process for each request, as kubectl would be. */
export class ClusterApi {
  private readonly access: LabAccess;
  private readonly agent: Agent;

  constructor(access: LabAccess) {
    this.access = access;
    this.agent = new Agent({
      keepAlive: true,
      maxSockets: 16,
      ca: Buffer.from(access.caData, 'base64'),
    });
  }

  get(path: string): Promise<RawObject> {
    return this.send('GET', path) as Promise<RawObject>;
  }

  async list(path: string): Promise<RawObject[]> {
    const { items } = (await this.send('GET', path)) as { items: RawObject[] };
    return items;
  }

  create(path: string, object: object): Promise<unknown> {
    return this.send('POST', path, object);
  }

  /** Makes it so, whether it was there before or not. */
  apply(path: string, object: object): Promise<unknown> {
    return this.send(
      'PATCH',
      `${path}?fieldManager=meshway-lab&force=true`,
      object,
      'application/apply-patch+yaml',
    );
  }

  delete(path: string): Promise<unknown> {
    return this.send('DELETE', path, { propagationPolicy: 'Background' });
  }

  /** A list of operations is a JSON Patch, an object is a merge patch. */
  patch(path: string, patch: object): Promise<unknown> {
    const type = Array.isArray(patch) ? 'json-patch' : 'merge-patch';
    return this.send('PATCH', path, patch, `application/${type}+json`);
  }

  close(): void {
    this.agent.destroy();
  }

  private send(
    method: string,
    path: string,
    body?: object,
    type = 'application/json',
  ): Promise<unknown> {
    const payload = Buffer.from(body ? JSON.stringify(body) : '');
    return new Promise((resolve, reject) => {
      const request = httpsRequest(
        `${this.access.apiServer}${path}`,
        {
          method,
          agent: this.agent,
          timeout: 30_000,
          headers: {
            authorization: `Bearer ${this.access.adminToken}`,
            'content-type': type,
            // Node leaves it out of a DELETE.
            'content-length': payload.length,
          },
        },
        response => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', part => {
            text += part;
          });
          response.on('error', reject);
          response.on('end', () => {
            const status = response.statusCode ?? 0;
            if (status >= 200 && status < 300) resolve(JSON.parse(text));
            else reject(new ApiError(`${method} ${path}`, status, text));
          });
        },
      );
      request.on('timeout', () => request.destroy(new Error('timed out')));
      request.on('error', reject);
      request.end(payload);
    });
  }
}
