import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Decision,
  DecisionPage,
  EntityMeshView,
  RolloutSeen,
  ServiceView,
} from '@meshway/plugin-mesh-common';

const POLL_MS = 200;
const PATIENCE_MS = 90_000;

/** A backend, as its pages reach it. */
interface PageBackend {
  entityUrl(name: string): string;
  headers(user?: string): Record<string, string>;
}

/** How an answer to a decision read. */
export interface DecisionAnswer {
  status: number;
  state?: Decision['state'];
  message?: string;
}

/** The page of one canary, looked at again and again while everything around it breaks. */
export class FaultPage {
  /** Another one after a restart. */
  backend: PageBackend;
  private readonly entity: string;

  constructor(options: { backend: PageBackend; entity: string }) {
    this.backend = options.backend;
    this.entity = options.entity;
  }

  /** How long it took until the page showed that, in milliseconds. */
  async until(
    what: string,
    isShown: (service: ServiceView) => boolean,
  ): Promise<number> {
    const startedAt = performance.now();
    let last: unknown;
    while (performance.now() - startedAt < PATIENCE_MS) {
      try {
        const service = await this.service();
        if (isShown(service)) return performance.now() - startedAt;
        last = service.freshness;
      } catch (error) {
        last = error;
      }
      await sleep(POLL_MS);
    }
    throw new Error(`It was never shown that ${what}: ${JSON.stringify(last)}`);
  }

  /** Waits for a pause and promotes there. */
  async promote(): Promise<DecisionAnswer> {
    await this.until('a promote is possible', service => !!promotable(service));
    return await this.decide(promotable(await this.service())!);
  }

  /** What a promote would be decided with; the page must show one that is possible. */
  async seen(): Promise<RolloutSeen> {
    await this.until('a promote is possible', service => !!promotable(service));
    return promotable(await this.service())!;
  }

  async decide(seen: RolloutSeen): Promise<DecisionAnswer> {
    const [cluster, namespace, name] = ['lab', this.entity, this.entity];
    const response = await fetch(
      `${this.backend.entityUrl(this.entity)}/decisions`,
      {
        method: 'POST',
        headers: {
          ...this.backend.headers(),
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({
          service: { cluster, namespace, name },
          verb: 'promote',
          seen,
          reason: 'A fault.',
        }),
      },
    );
    const body = await response.json();
    return {
      status: response.status,
      state: body.state,
      message: body.error?.message ?? body.outcome,
    };
  }

  /** Every decision so far, when none is open any more. */
  async settled(): Promise<Decision[]> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const response = await fetch(
        `${this.backend.entityUrl(this.entity)}/decisions?limit=100`,
        { headers: this.backend.headers() },
      );
      const { decisions } = (await response.json()) as DecisionPage;
      const open = decisions?.filter(
        ({ state }) => !['confirmed', 'failed'].includes(state),
      );
      if (open?.length === 0) return decisions;
      if (performance.now() > deadline) {
        throw new Error(`These stay open: ${JSON.stringify(open)}`);
      }
      await sleep(POLL_MS);
    }
  }

  private async service(): Promise<ServiceView> {
    const response = await fetch(
      `${this.backend.entityUrl(this.entity)}/view`,
      {
        headers: this.backend.headers(),
        signal: AbortSignal.timeout(15_000),
      },
    );
    if (!response.ok) throw new Error(await response.text());
    const { services } = (await response.json()) as EntityMeshView;
    if (!services[0]) throw new Error('The page shows no service.');
    return services[0];
  }
}

function promotable({ delivery }: ServiceView): RolloutSeen | undefined {
  if (delivery.engine !== 'argo-rollouts') return undefined;
  const { promote } = delivery.plans;
  return promote.allowed && promote.seen.pauseStartedAt
    ? promote.seen
    : undefined;
}
