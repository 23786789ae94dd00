import type { ServiceView } from '@meshway/plugin-mesh-common';

/** Where else this service can be looked at; nothing when nothing is configured. */
export function ElsewhereCard(_props: {
  entityRef: string;
  service: ServiceView;
}) {
  return null;
}
