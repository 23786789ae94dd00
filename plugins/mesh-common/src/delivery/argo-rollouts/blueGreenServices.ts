import { ROLLOUT_HASH_LABEL } from '../../kubernetes/rolloutHashLabel';
import type { Rollout } from '../../kubernetes';
import type { ArgoBlueGreenDelivery } from '../../model';
import type { ServiceObjects } from '../../service/ServiceObjects';

/** To which revisions the active and the preview Service lead, by their own selectors where they are known. */
export function blueGreenServices(
  { spec, status }: Rollout,
  { service, siblings }: Pick<ServiceObjects, 'service' | 'siblings'>,
): Pick<
  ArgoBlueGreenDelivery,
  'activeService' | 'previewService' | 'activeHash' | 'previewHash' | 'drift'
> {
  const { activeService = '', previewService } = spec.strategy.blueGreen ?? {};
  const { activeSelector, previewSelector } = status.blueGreen ?? {};
  const selected = (name: string | undefined) =>
    [service, ...siblings].find(s => s.metadata.name === name)?.spec.selector;
  const active = selected(activeService);
  const preview = selected(previewService);
  const drift = (
    name: string | undefined,
    selector: Record<string, string> | undefined,
    told: string | undefined,
  ) => {
    if (!selector || !told || selector[ROLLOUT_HASH_LABEL] === told) return [];
    const leads = selector[ROLLOUT_HASH_LABEL]
      ? `selects revision ${selector[ROLLOUT_HASH_LABEL]}`
      : 'selects the pods of all revisions';
    return [`Service ${name} ${leads}, but the status says ${told}.`];
  };
  return {
    activeService,
    previewService,
    activeHash:
      (active ? active[ROLLOUT_HASH_LABEL] : activeSelector) || undefined,
    previewHash:
      (preview ? preview[ROLLOUT_HASH_LABEL] : previewSelector) || undefined,
    drift: [
      ...drift(activeService, active, activeSelector),
      ...drift(previewService, preview, previewSelector),
    ],
  };
}
