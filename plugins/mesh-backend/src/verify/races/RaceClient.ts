import { randomUUID } from 'node:crypto';
import type {
  DecisionRequest,
  DecisionVerb,
  EntityMeshView,
} from '@meshway/plugin-mesh-common';

type RaceVerb = Exclude<DecisionVerb, 'shift' | 'roll-back'>;

/** How often each is wanted, against the others. */
const WEIGHTS: Record<RaceVerb, number> = {
  promote: 10,
  abort: 3,
  retry: 4,
  pause: 3,
  resume: 5,
  restart: 1,
  'promote-full': 2,
};
const STALE_SHARE = 0.2;
const TWICE_SHARE = 0.1;

/** A replica, as its clients reach it. */
interface RaceBackend {
  entityUrl(name: string): string;
  headers(user: string): Record<string, string>;
}

/** An answer to a decision. */
export interface Answer {
  status: number;
  /** Of a decision that was carried out. */
  id?: string;
  state?: string;
}

/**
 * Somebody who decides without thinking: what the page shows, what it showed a while ago, or the same thing twice.
 */
export class RaceClient {
  readonly answers: Answer[] = [];
  private readonly user: string;
  private readonly backends: readonly RaceBackend[];
  private readonly random: () => number;
  private readonly remembered = new Map<string, DecisionRequest>();

  constructor(options: {
    user: string;
    backends: readonly RaceBackend[];
    random: () => number;
  }) {
    this.user = options.user;
    this.backends = options.backends;
    this.random = options.random;
  }

  /** Looks at the entity and decides something about it. */
  async decide(entity: string): Promise<void> {
    const request = await this.choose(entity);
    if (!request) return;
    const key = randomUUID();
    if (this.random() < TWICE_SHARE) {
      const answers = await Promise.all(
        this.backends.map(backend => this.send(backend, entity, request, key)),
      );
      this.answers.push(...answers);
    } else {
      this.answers.push(await this.send(this.any(), entity, request, key));
    }
  }

  private async choose(entity: string): Promise<DecisionRequest | undefined> {
    const old = this.remembered.get(entity);
    if (old && this.random() < STALE_SHARE) return old;
    const response = await fetch(`${this.any().entityUrl(entity)}/view`, {
      headers: this.any().headers(this.user),
    });
    if (!response.ok) throw new Error(await response.text());
    const view = (await response.json()) as EntityMeshView;
    const [{ cluster, namespace, name, delivery }] = view.services;
    if (delivery.engine !== 'argo-rollouts') return undefined;
    const plan = delivery.plans[this.wish()];
    if (!plan?.allowed) return undefined;
    const request: DecisionRequest = {
      service: { cluster, namespace, name },
      verb: plan.verb,
      seen: plan.seen,
      reason: 'A race.',
    };
    this.remembered.set(entity, request);
    return request;
  }

  private async send(
    backend: RaceBackend,
    entity: string,
    request: DecisionRequest,
    key: string,
  ): Promise<Answer> {
    const response = await fetch(`${backend.entityUrl(entity)}/decisions`, {
      method: 'POST',
      headers: {
        ...backend.headers(this.user),
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
      },
      body: JSON.stringify(request),
    });
    const body = await response.json();
    return { status: response.status, id: body.id, state: body.state };
  }

  private wish(): RaceVerb {
    const wishes = (Object.keys(WEIGHTS) as RaceVerb[]).flatMap(verb =>
      Array<RaceVerb>(WEIGHTS[verb]).fill(verb),
    );
    return wishes[Math.floor(this.random() * wishes.length)];
  }

  private any(): RaceBackend {
    return this.backends[Math.floor(this.random() * this.backends.length)];
  }
}
