import type { EntityMeshView } from '@meshway/plugin-mesh-common';
import { Shared } from '../Shared';
import type { EntityServices } from './entityServices';
import type { EntityViews } from './EntityViews';
import { Remembered } from './Remembered';
import { RenderedView } from './RenderedView';
import { withoutClock } from './viewVersion';

/** A view says when it was made, in milliseconds. */
const MAX_AGE_MS = 5_000;
/** Whoever asks within so many milliseconds gets the same view; streams show a change no sooner. */
const KEEP_MS = 100;

/**
 * Views ready to be sent: written out once for all who ask while nothing changes.
 */
export class RenderedViews {
  private readonly views: Pick<EntityViews, 'view'>;
  private readonly now: () => Date;
  private readonly rendered = new Remembered<RenderedView>({
    maxAgeMs: MAX_AGE_MS,
  });
  private readonly asked: Shared<RenderedView>;

  constructor(options: { views: Pick<EntityViews, 'view'>; now?: () => Date }) {
    this.views = options.views;
    this.now = options.now ?? (() => new Date());
    this.asked = new Shared({ keepMs: KEEP_MS, now: this.now });
  }

  async of(entity: EntityServices): Promise<RenderedView> {
    return await this.asked.of(JSON.stringify(entity), () => this.make(entity));
  }

  private async make(entity: EntityServices): Promise<RenderedView> {
    const view = await this.views.view(entity);
    return this.rendered.get(
      view.entityRef,
      partsOf(view),
      this.now(),
      () => new RenderedView(view),
    );
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
