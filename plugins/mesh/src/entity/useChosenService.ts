import type { ServiceView } from '@meshway/plugin-mesh-common';
import { useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { mostUrgent } from './mostUrgent';
import { serviceKey } from './serviceKey';

/** Names the service that is shown, `cluster/namespace/name`. */
const PARAMETER = 'service';

/**
 * The service that the page shows of several: the one that the URL names, else the one that needs somebody most. What
 * was chosen so stays when another becomes more urgent, for a page must not change under the reader.
 */
export function useChosenService(services: readonly ServiceView[]): {
  chosen: ServiceView | undefined;
  /** Query of the URL that shows the service. */
  searchOf: (service: ServiceView) => string;
} {
  const [parameters] = useSearchParams();
  const first = useRef<string>();
  const named = (key: string | null | undefined) =>
    services.find(service => serviceKey(service) === key);
  const chosen =
    named(parameters.get(PARAMETER)) ??
    named(first.current) ??
    mostUrgent(services);
  first.current = chosen && serviceKey(chosen);

  const searchOf = (service: ServiceView) => {
    const next = new URLSearchParams(parameters);
    next.set(PARAMETER, serviceKey(service));
    return `?${next}`;
  };
  return { chosen, searchOf };
}
