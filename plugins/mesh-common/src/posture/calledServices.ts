import type { Service } from '../kubernetes';
import type { MeshSettings } from '../model';
import { hasLabels } from '../service/labels';
import type { ServiceObjects } from '../service/ServiceObjects';
import { clientGroups, type ClientGroup } from './clientGroups';
import type { Subject } from './subjects';

/** A Service that requests go to, with its pods and those who call it. */
export interface CalledService {
  service: Service;
  /** A Service beside the one that is looked at, such as the canary's. */
  isSibling: boolean;
  subjects: readonly Subject[];
  /** Of most namespaces first; of a sibling only those that obey a DestinationRule. */
  clients: ClientGroup[];
}

/** The service itself, then its siblings: routes lead to them too, and DestinationRules name them. */
export function calledServices(
  { service, siblings, destinationRules }: ServiceObjects,
  subjects: readonly Subject[],
  mesh: MeshSettings,
): CalledService[] {
  const clientsOf = ({ metadata }: Service) =>
    clientGroups(
      destinationRules,
      { namespace: metadata.namespace ?? '', name: metadata.name },
      mesh,
    );
  return [
    { service, isSibling: false, subjects, clients: clientsOf(service) },
    ...siblings.map(sibling => ({
      service: sibling,
      isSibling: true,
      subjects: subjects.filter(({ labels }) =>
        hasLabels(labels, sibling.spec.selector),
      ),
      clients: clientsOf(sibling).filter(({ rule }) => rule !== undefined),
    })),
  ];
}
