import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseObject, type Rollout } from '@meshway/plugin-mesh-common';
import { readLines } from '../../clusters/readLines';
import type { TestLab } from '../../testing/TestLab';

/**
 * Keeps every state that the API server had of the Rollouts of a namespace, in order: each write is one event of a
 * watch. It is lost to nobody, because a watch that ends goes on where it was.
 */
export class RolloutRecorder {
  /** By name. */
  readonly states = new Map<string, Rollout[]>();
  private readonly lab: TestLab;
  private readonly path: string;
  private readonly ended = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private failure: unknown;

  constructor(lab: TestLab, namespace: string) {
    this.lab = lab;
    this.path = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts`;
  }

  async start(): Promise<void> {
    setDefaultCACertificates([
      ...getCACertificates('default'),
      Buffer.from(this.lab.caData, 'base64').toString(),
    ]);
    const list = await (await this.get('')).json();
    for (const item of list.items) this.record(item);
    this.running = this.follow(list.metadata.resourceVersion).catch(error => {
      if (!this.ended.signal.aborted) this.failure = error;
    });
  }

  /** The newest state of each. */
  latest(): Rollout[] {
    return [...this.states.values()].map(states => states.at(-1)!);
  }

  /** Resolves when nothing has been written for a while. Rejects when an event may have been missed. */
  async stop(quietMs = 3000): Promise<void> {
    let count = -1;
    while (count !== this.count()) {
      count = this.count();
      await sleep(quietMs);
    }
    this.ended.abort();
    await this.running;
    if (this.failure) throw this.failure;
  }

  private count(): number {
    return [...this.states.values()].reduce(
      (sum, { length }) => sum + length,
      0,
    );
  }

  private async follow(from: string): Promise<void> {
    let resourceVersion = from;
    while (!this.ended.signal.aborted) {
      const response = await this.get(
        `?watch=true&resourceVersion=${resourceVersion}&timeoutSeconds=120`,
      );
      for await (const line of readLines(response.body!)) {
        const { type, object } = JSON.parse(line);
        if (type === 'ERROR') throw new Error(JSON.stringify(object));
        resourceVersion = object.metadata.resourceVersion;
        if (type !== 'DELETED') this.record(object);
      }
    }
  }

  private record(object: { metadata: { name: string } }): void {
    const { name } = object.metadata;
    const states = this.states.get(name) ?? [];
    states.push(
      parseObject('Rollout', {
        ...object,
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
      }) as Rollout,
    );
    this.states.set(name, states);
  }

  private async get(query: string): Promise<Response> {
    const response = await fetch(`${this.lab.apiServer}${this.path}${query}`, {
      headers: { Authorization: `Bearer ${this.lab.portalToken}` },
      signal: this.ended.signal,
    });
    if (!response.ok) throw new Error(await response.text());
    return response;
  }
}
