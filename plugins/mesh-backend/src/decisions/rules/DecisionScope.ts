import type { DecisionVerb, ServiceRef } from '@meshway/plugin-mesh-common';

/**
 * Which decisions a rule is about: those that fit every list that is given.
 */
export interface DecisionScope {
  entities?: string[];
  namespaces?: string[];
  clusters?: string[];
  verbs?: DecisionVerb[];
}

/**
 * A decision as rules see it.
 */
export interface RuledDecision {
  entityRef: string;
  service: ServiceRef;
  /** Namespace of the object that changes. */
  targetNamespace: string;
  verb: DecisionVerb;
  /** Whether it leads the canary on, or gives it more traffic. */
  forward: boolean;
}

/** Whether a rule is about a decision. */
export function fits(scope: DecisionScope, decision: RuledDecision): boolean {
  const { entityRef, service, targetNamespace, verb } = decision;
  const { entities, namespaces, clusters, verbs } = scope;
  return (
    (entities?.includes(entityRef) ?? true) &&
    (namespaces?.some(namespace =>
      [service.namespace, targetNamespace].includes(namespace),
    ) ??
      true) &&
    (clusters?.includes(service.cluster) ?? true) &&
    (verbs?.includes(verb) ?? true)
  );
}
