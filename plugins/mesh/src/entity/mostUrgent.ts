import {
  buildFleetRow,
  urgencyOfFleetRow,
  type ServiceView,
} from '@meshway/plugin-mesh-common';

/** The service that needs somebody most; of equals the first. */
export function mostUrgent(
  services: readonly ServiceView[],
): ServiceView | undefined {
  const urgency = (view: ServiceView) =>
    urgencyOfFleetRow(buildFleetRow({ entityRef: '', title: '', view }));
  return [...services].sort((a, b) => urgency(a) - urgency(b))[0];
}
