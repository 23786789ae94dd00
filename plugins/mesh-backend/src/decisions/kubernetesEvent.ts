import { MESH_RESOURCES } from '@meshway/plugin-mesh-common';
import type { DecisionEvent } from './DecisionAccess';

/** Longest message of an Event, as the API server takes it. */
const MAX_MESSAGE = 1024;

/**
 * The Event as the API server takes it (core/v1). One decision has one name: told twice, the second is refused.
 *
 * @param version - of the object's API
 * @param uid - of the object, by which `kubectl describe` finds its Events
 */
export function kubernetesEvent(
  { decision, target, reason, message }: DecisionEvent,
  version: string,
  uid: string | undefined,
  now: Date,
): object {
  const { kind, namespace, name } = target;
  const at = now.toISOString();
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `meshway.${decision}`, namespace },
    involvedObject: {
      apiVersion: `${MESH_RESOURCES[kind].group}/${version}`,
      kind,
      namespace,
      name,
      uid,
    },
    type: 'Normal',
    reason,
    message:
      message.length > MAX_MESSAGE
        ? `${message.slice(0, MAX_MESSAGE - 1)}…`
        : message,
    source: { component: 'meshway' },
    reportingComponent: 'meshway',
    firstTimestamp: at,
    lastTimestamp: at,
    count: 1,
  };
}
