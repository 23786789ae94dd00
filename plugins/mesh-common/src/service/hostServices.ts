import type { HostServices } from '../traffic/attribute';
import type { ServiceObjects } from './ServiceObjects';

/** The Services by which callers choose a revision; undefined when routes choose by subset, or nobody chooses. */
export function hostServicesOf({
  rollouts: [rollout, ...others],
}: ServiceObjects): HostServices | undefined {
  if (!rollout || others.length > 0) return undefined;
  const { canary, blueGreen } = rollout.spec.strategy;
  if (blueGreen) {
    const { activeService, previewService } = blueGreen;
    // Until the switch the stable revision is the active one.
    return {
      stable: activeService,
      active: activeService,
      preview: previewService,
    };
  }
  return canary?.stableService && canary.canaryService
    ? { stable: canary.stableService, canary: canary.canaryService }
    : undefined;
}
