import type { EntityMeshView } from '@meshway/plugin-mesh-common';
import type { EntityServices } from './entityServices';
import type { EntityViews } from './EntityViews';
import { Remembered } from './Remembered';
import { viewVersion, withoutClock } from './viewVersion';

/** A view says when it was made, in milliseconds. */
const MAX_AGE_MS = 5_000;

/** A view as it is sent. */
export interface RenderedView {
  version: string;
  json: string;
}

/**
 * Views ready to be sent: written out once for all who ask while nothing changes.
 */
export class RenderedViews {
  private readonly views: Pick<EntityViews, 'view'>;
  private readonly now: () => Date;
  private readonly rendered = new Remembered<RenderedView>({
    maxAgeMs: MAX_AGE_MS,
  });
  private readonly underWay = new Map<string, Promise<RenderedView>>();

  constructor(options: { views: Pick<EntityViews, 'view'>; now?: () => Date }) {
    this.views = options.views;
    this.now = options.now ?? (() => new Date());
  }

  /** Who asks while the same is being made shares it. */
  async of(entity: EntityServices): Promise<RenderedView> {
    const key = JSON.stringify(entity);
    let making = this.underWay.get(key);
    if (!making) {
      making = this.make(entity).finally(() => this.underWay.delete(key));
      this.underWay.set(key, making);
    }
    return await making;
  }

  private async make(entity: EntityServices): Promise<RenderedView> {
    const view = await this.views.view(entity);
    return this.rendered.get(view.entityRef, partsOf(view), this.now(), () => ({
      version: viewVersion(view),
      json: JSON.stringify(view),
    }));
  }
}

/** Of a service view the parts are shared as long as they are the same; the rest is short. */
function partsOf({
  services,
  problems,
  decisions,
}: EntityMeshView): readonly unknown[] {
  return [
    ...services.flatMap(({ posture, freshness }) => [
      posture,
      JSON.stringify(freshness, withoutClock),
    ]),
    JSON.stringify(problems),
    ...decisions.flatMap(({ id, updatedAt }) => [id, updatedAt]),
  ];
}
