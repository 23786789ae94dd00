import type {
  DecisionTarget,
  MeshSettings,
  ObjectOf,
  PlannedPatch,
  ReplicaSet,
  ServiceObjects,
  ServiceRef,
} from '@meshway/plugin-mesh-common';

/**
 * An object in a cluster.
 */
export interface ObjectAddress {
  cluster: string;
  namespace: string;
  name: string;
}

/**
 * What a Kubernetes Event says of a decision.
 */
export interface DecisionEvent {
  /** Id of the decision. */
  decision: string;
  target: DecisionTarget;
  /** In one word, such as `Promote`. */
  reason: string;
  message: string;
}

/**
 * How decisions reach the objects of the clusters.
 *
 * Methods that ask the API server reject with a NotAllowedError when the portal's account may not do that, and with a
 * ServiceUnavailableError when no answer was heard.
 */
export interface DecisionAccess {
  /**
   * What is watched of a service; costs no request. Undefined when there is no such service. Throws a
   * ServiceUnavailableError while the cluster has not been read.
   */
  objects(service: ServiceRef): ServiceObjects | undefined;

  meshSettings(cluster: string): MeshSettings;

  /** Fresh from the API server; undefined when there is no such object. */
  read<K extends 'Rollout' | 'VirtualService' | 'Deployment'>(
    kind: K,
    at: ObjectAddress,
    signal?: AbortSignal,
  ): Promise<ObjectOf<K> | undefined>;

  /** A ReplicaSet with its pod template as the API server holds it, untrimmed. */
  readTemplate(
    at: ObjectAddress,
    signal?: AbortSignal,
  ): Promise<{ replicaSet: ReplicaSet; template: unknown } | undefined>;

  /**
   * Sends a JSON Patch.
   *
   * Rejects with a ConflictError when a test of the patch does not hold, an InputError when the cluster does not want
   * what it would make, a NotAllowedError, a NotFoundError, a ChangeRefusedError when it could not be judged, or a
   * ServiceUnavailableError when no answer was heard: only then may the patch have been applied all the same.
   *
   * @param options - `author`: entity reference of who decided
   */
  patch(
    cluster: string,
    patch: PlannedPatch,
    options: { author: string; signal?: AbortSignal },
  ): Promise<void>;

  /** Writes an Event beside the object. */
  writeEvent(cluster: string, event: DecisionEvent): Promise<void>;

  /** Calls the listener on every change of that object; returns the function that ends the subscription. */
  onChange(
    cluster: string,
    target: DecisionTarget,
    listener: () => void,
  ): () => void;
}
