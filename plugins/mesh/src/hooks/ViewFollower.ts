import type { EntityMeshView, MeshApi } from '@meshway/plugin-mesh-common';
import { followEntityView } from './followEntityView';
import type { BackendError } from './readBackendError';

/** How long a view that nobody looks at is kept for who comes back, in milliseconds. */
const KEEP_MS = 60_000;

/** The newest view of an entity and how far it can be trusted. */
export interface EntityMeshViewState {
  /** Undefined until the first one arrives; never taken away again. */
  view?: EntityMeshView;
  /** When the view arrived, milliseconds since the epoch. */
  receivedAt?: number;
  /** Why no news arrive right now. */
  error?: BackendError;
}

/**
 * One stream for all parts of a page that show the same entity: browsers open six connections to a portal at most.
 */
export class ViewFollower {
  private static readonly followers = new WeakMap<
    MeshApi,
    Map<string, ViewFollower>
  >();

  /** The one that all share. */
  static of(meshApi: MeshApi, entityRef: string): ViewFollower {
    let ofApi = ViewFollower.followers.get(meshApi);
    if (!ofApi) {
      ofApi = new Map();
      ViewFollower.followers.set(meshApi, ofApi);
    }
    let follower = ofApi.get(entityRef);
    if (!follower) {
      follower = new ViewFollower(meshApi, entityRef);
      ofApi.set(entityRef, follower);
    }
    return follower;
  }

  private readonly listeners = new Set<() => void>();
  private current: EntityMeshViewState = {};
  private following: AbortController | undefined;
  private forgetting: ReturnType<typeof setTimeout> | undefined;

  private constructor(
    private readonly meshApi: MeshApi,
    private readonly entityRef: string,
  ) {}

  get state(): EntityMeshViewState {
    return this.current;
  }

  /** Follows the entity for as long as somebody listens. */
  subscribe(listener: () => void): () => void {
    clearTimeout(this.forgetting);
    this.listeners.add(listener);
    if (!this.following) this.start();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.following?.abort();
      this.following = undefined;
      this.forgetting = setTimeout(() => {
        ViewFollower.followers.get(this.meshApi)?.delete(this.entityRef);
      }, KEEP_MS);
    };
  }

  private start(): void {
    this.following = new AbortController();
    void followEntityView(this.meshApi, this.entityRef, this.following.signal, {
      onView: view => this.tell({ view, receivedAt: Date.now() }),
      onError: error => this.tell({ ...this.current, error }),
    });
  }

  private tell(state: EntityMeshViewState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}
