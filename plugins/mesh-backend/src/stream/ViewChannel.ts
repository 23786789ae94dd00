import type { EntityMeshView } from '@meshway/plugin-mesh-common';
import type { LoggerService } from '@backstage/backend-plugin-api';

/** Changes that come within this time are one view, in milliseconds. */
const COALESCE_MS = 200;

/**
 * The views of one entity for all who look at it: computed once, sent to everyone, and only when something
 * changed that can be seen.
 */
export class ViewChannel {
  private readonly compute: () => Promise<EntityMeshView>;
  private readonly logger: LoggerService;
  private readonly receivers = new Set<(view: string) => void>();
  private timer: NodeJS.Timeout | undefined;
  private computing: Promise<void> | undefined;
  private changedMeanwhile = false;
  private last: { comparable: string; json: string } | undefined;

  constructor(options: {
    compute: () => Promise<EntityMeshView>;
    logger: LoggerService;
  }) {
    this.compute = options.compute;
    this.logger = options.logger;
  }

  get empty(): boolean {
    return this.receivers.size === 0;
  }

  /** The receiver gets the view as it is now, and every later one, as JSON. */
  add(receiver: (view: string) => void): () => void {
    this.receivers.add(receiver);
    if (this.last) receiver(this.last.json);
    this.changed();
    return () => {
      this.receivers.delete(receiver);
      if (this.empty) clearTimeout(this.timer);
    };
  }

  /** Something changed that the view may depend on. */
  changed(): void {
    if (this.computing) {
      this.changedMeanwhile = true;
      return;
    }
    // The first view must not wait for others to come.
    const delay = this.last ? COALESCE_MS : 0;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.computing = this.refresh().finally(() => {
        this.computing = undefined;
        if (!this.changedMeanwhile) return;
        this.changedMeanwhile = false;
        this.changed();
      });
    }, delay);
  }

  private async refresh(): Promise<void> {
    if (this.empty) return;
    try {
      const view = await this.compute();
      const comparable = JSON.stringify(view, withoutClock);
      if (comparable === this.last?.comparable) return;
      this.last = { comparable, json: JSON.stringify(view) };
      for (const receiver of this.receivers) receiver(this.last.json);
    } catch (error) {
      this.logger.error(`A mesh view was not computed: ${error}`);
    }
  }
}

/** Leaves out what changes by the mere passing of time: the view's own date, and when a live source was heard. */
function withoutClock(this: unknown, key: string, value: unknown): unknown {
  if (key === 'at') return undefined;
  if (key === 'heardAt' && (this as { state?: string }).state === 'live') {
    return undefined;
  }
  return value;
}
