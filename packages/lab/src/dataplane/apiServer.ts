import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, get } from 'node:https';
import { createInterface } from 'node:readline';
import { json } from 'node:stream/consumers';
import { parse } from 'yaml';
import type { ClusterObject } from './objects.ts';

const LIST_TIMEOUT_MS = 20_000;
const WATCH_SECONDS = 240;
/** A watch that the API server did not end in time has lost its other side. */
const WATCH_TIMEOUT_MS = (WATCH_SECONDS + 15) * 1_000;

/** A list as the API server answers it. */
export interface ObjectList<T extends ClusterObject> {
  metadata?: { resourceVersion?: string };
  items: T[];
}

/** One line of a watch. */
export interface WatchEvent<T extends ClusterObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: T;
}

interface Kubeconfig {
  clusters: {
    cluster: { server: string; 'certificate-authority-data'?: string };
  }[];
  users: {
    user: {
      token?: string;
      'client-certificate-data'?: string;
      'client-key-data'?: string;
    };
  }[];
}

function decoded(data: string | undefined): Buffer | undefined {
  return data === undefined ? undefined : Buffer.from(data, 'base64');
}

/**
 * Lists and watches, as plain JSON. The official client would cost this
 * process more memory than everything else it does.
 */
export class ApiServer {
  readonly #server: string;
  readonly #agent: Agent;
  readonly #headers: Record<string, string>;

  /** Reads the first cluster and the first user of a kubeconfig file. */
  constructor(kubeconfigFile: string) {
    const config = parse(readFileSync(kubeconfigFile, 'utf8')) as Kubeconfig;
    const [{ cluster }] = config.clusters;
    const [{ user }] = config.users;
    this.#server = cluster.server;
    this.#agent = new Agent({
      keepAlive: true,
      ca: decoded(cluster['certificate-authority-data']),
      cert: decoded(user['client-certificate-data']),
      key: decoded(user['client-key-data']),
    });
    this.#headers = {
      accept: 'application/json',
      ...(user.token && { authorization: `Bearer ${user.token}` }),
    };
  }

  /** @throws Error when the answer is not 200 or does not come in time. */
  async list<T extends ClusterObject>(
    path: string,
    query: Record<string, string>,
    signal: AbortSignal,
  ): Promise<ObjectList<T>> {
    const response = await this.#get(path, query, LIST_TIMEOUT_MS, signal);
    return (await json(response)) as ObjectList<T>;
  }

  /** Tells each event until the API server ends the watch. */
  async watch<T extends ClusterObject>(
    path: string,
    query: Record<string, string>,
    onEvent: (event: WatchEvent<T>) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const response = await this.#get(
      path,
      { ...query, watch: 'true', timeoutSeconds: String(WATCH_SECONDS) },
      WATCH_TIMEOUT_MS,
      signal,
    );
    const broken = new Promise<never>((_, reject) => {
      response.once('error', reject);
    });
    const read = async () => {
      for await (const line of createInterface({ input: response })) {
        onEvent(JSON.parse(line) as WatchEvent<T>);
      }
    };
    await Promise.race([read(), broken]);
  }

  #get(
    path: string,
    query: Record<string, string>,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const url = `${this.#server}${path}?${new URLSearchParams(query)}`;
    return new Promise((resolve, reject) => {
      get(
        url,
        {
          agent: this.#agent,
          headers: this.#headers,
          signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        },
        response => {
          if (response.statusCode === 200) {
            resolve(response);
            return;
          }
          response.resume();
          reject(new Error(`the API server answered ${response.statusCode}`));
        },
      ).on('error', reject);
    });
  }
}
