import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EntityMeshView } from '@meshway/plugin-mesh-common';
import { RenderedView } from '../views/RenderedView';
import { sameParts } from '../views/sameParts';

/** Two views are at least so far apart, in milliseconds: changes come in bursts. */
const COALESCE_MS = 200;

interface Receiver {
  send: (view: RenderedView) => void;
  /** The version that it has. */
  known?: string;
}

/**
 * The views of one entity for all who look at it: computed once, sent to everyone, and only when something
 * changed that can be seen.
 */
export class ViewChannel {
  private readonly compute: () => Promise<EntityMeshView>;
  private readonly parts: () => readonly unknown[];
  private readonly logger: LoggerService;
  private readonly receivers = new Set<Receiver>();
  private timer: NodeJS.Timeout | undefined;
  private computing = false;
  /** What may have changed since the last view. */
  private pending: 'objects' | 'anything' | undefined;
  private madeOf: readonly unknown[] = [];
  private madeAt = -Infinity;
  private last: RenderedView | undefined;

  /**
   * @param options - `parts`: the objects that a view would be made of now; others are none of its business
   */
  constructor(options: {
    compute: () => Promise<EntityMeshView>;
    parts: () => readonly unknown[];
    logger: LoggerService;
  }) {
    this.compute = options.compute;
    this.parts = options.parts;
    this.logger = options.logger;
  }

  get empty(): boolean {
    return this.receivers.size === 0;
  }

  /**
   * The receiver gets the view as it is now, and every later one.
   *
   * @param known - version of the view that it has already
   */
  add(send: (view: RenderedView) => void, known?: string): () => void {
    const receiver = { send, known };
    this.receivers.add(receiver);
    if (this.last) this.tell(receiver, this.last);
    this.changed();
    return () => {
      this.receivers.delete(receiver);
      if (!this.empty) return;
      clearTimeout(this.timer);
      this.timer = undefined;
    };
  }

  /** Objects of a cluster changed; perhaps none of those that the view is made of. */
  objectsChanged(): void {
    this.pending ??= 'objects';
    this.schedule();
  }

  /** Something changed that no object tells: a decision, the metrics, whether a cluster is heard. */
  changed(): void {
    this.pending = 'anything';
    this.schedule();
  }

  private schedule(): void {
    if (this.computing) return;
    // The first change after a quiet time is shown at once; those that follow wait for each other.
    const delay = Math.max(0, this.madeAt + COALESCE_MS - performance.now());
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.refresh();
    }, delay);
  }

  private async refresh(): Promise<void> {
    const { pending } = this;
    this.pending = undefined;
    if (this.empty) return;
    this.computing = true;
    try {
      const parts = this.parts();
      if (pending === 'anything' || !sameParts(parts, this.madeOf)) {
        this.madeOf = parts;
        this.madeAt = performance.now();
        const view = await this.compute();
        this.last = new RenderedView(view);
        for (const receiver of this.receivers) this.tell(receiver, this.last);
      }
    } catch (error) {
      this.logger.error(`A mesh view was not computed: ${error}`);
    }
    this.computing = false;
    if (this.pending) this.schedule();
  }

  private tell(receiver: Receiver, view: RenderedView): void {
    if (receiver.known === view.version) return;
    receiver.known = view.version;
    receiver.send(view);
  }
}
