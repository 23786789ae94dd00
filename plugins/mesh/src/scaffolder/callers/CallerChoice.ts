import { isDnsLabel, isDnsSubdomain } from '../field/dnsNames';
import { objectOf, textOf } from '../field/formValues';

/**
 * Who may call a new service, as `MeshCallersPicker` leaves it in the form.
 *
 * @public
 */
export interface CallerChoice {
  /** Whose identity it is, an entity reference; absent for one that was typed. */
  entity?: string;
  /** Empty together with the service account while the identity of the entity is not known. */
  namespace: string;
  serviceAccount: string;
}

/** More callers than a policy should name. */
const MAX_CALLERS = 100;

/** A value of the form, which may be anything, as callers, each once. */
export function readCallers(formData: unknown): CallerChoice[] {
  if (!Array.isArray(formData)) return [];
  const callers = formData
    .slice(0, MAX_CALLERS)
    .map(objectOf)
    .map(({ entity, namespace, serviceAccount }) => ({
      ...(textOf(entity) && { entity: textOf(entity) }),
      namespace: textOf(namespace),
      serviceAccount: textOf(serviceAccount),
    }))
    .filter(caller => caller.entity || caller.namespace);
  return withoutRepetition(callers);
}

/** Whether nothing but its entity is known of a caller. */
export function isUnknown({
  namespace,
  serviceAccount,
}: CallerChoice): boolean {
  return namespace === '' && serviceAccount === '';
}

/** Whether an identity can be, as Kubernetes names namespaces and service accounts. */
export function isIdentity({
  namespace,
  serviceAccount,
}: Pick<CallerChoice, 'namespace' | 'serviceAccount'>): boolean {
  return isDnsLabel(namespace) && isDnsSubdomain(serviceAccount);
}

/** Callers with the identities of an entity in the place of what was known of it. */
export function withIdentities(
  callers: readonly CallerChoice[],
  entity: string,
  identities: readonly { namespace: string; serviceAccount: string }[],
): CallerChoice[] {
  const known = identities.map(({ namespace, serviceAccount }) => ({
    entity,
    namespace,
    serviceAccount,
  }));
  return withoutRepetition(
    callers.flatMap(caller =>
      caller.entity === entity && isUnknown(caller) && known.length > 0
        ? known
        : [caller],
    ),
  );
}

function withoutRepetition(callers: readonly CallerChoice[]): CallerChoice[] {
  return [
    ...new Map(
      callers.map(caller => [
        JSON.stringify([
          caller.entity ?? '',
          caller.namespace,
          caller.serviceAccount,
        ]),
        caller,
      ]),
    ).values(),
  ];
}
