import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  meshDeliveryPromotePermission,
  type DecisionRequest,
  type ServiceView,
} from '@meshway/plugin-mesh-common';
import type { AuthorisedDecision } from '../decisions/types';
import { entityServices, type EntityServices } from '../views/entityServices';
import { withoutTraffic, type ServiceViews } from '../views/ServiceViews';
import type { EntityAccess } from './EntityAccess';

const PERMISSIONS = {
  promote: meshDeliveryPromotePermission,
} satisfies Record<DecisionRequest['verb'], unknown>;

/**
 * Checks that a user may take a decision: the entity is visible to them, they hold the permission of that verb
 * on it, the service is one of the entity's in that cluster, and the cluster names the entity or its owner back.
 *
 * Throws a NotFoundError, NotAllowedError, InputError, ConflictError or ServiceUnavailableError that says what
 * is missing. Every way to decide goes through here.
 */
export async function authoriseDecision(options: {
  access: EntityAccess;
  services: ServiceViews;
  entityRef: string;
  request: DecisionRequest;
  credentials: BackstageCredentials<BackstageUserPrincipal>;
}): Promise<AuthorisedDecision> {
  const { access, services, entityRef, request, credentials } = options;
  const entity = entityServices(await access.read(entityRef, credentials));
  await access.require(PERMISSIONS[request.verb], entityRef, credentials);
  const view = await viewOf(services, entity, request.service);
  if (!view.consent.given) {
    const { reason, line } = view.consent;
    throw new NotAllowedError(`${reason} Add this line: ${line}`);
  }
  const { delivery } = view;
  if (delivery.engine === 'none') throw new ConflictError(delivery.reason);
  if (delivery.engine === 'weighted-routes') {
    const { namespace, name } = delivery.route.virtualService;
    throw new ConflictError(
      `No Rollout stands behind this service: its weights are moved by hand in VirtualService ${namespace}/${name}.`,
    );
  }
  return {
    entityRef,
    ownerRef: entity.ownerRef,
    decidedBy: credentials.principal.userEntityRef,
    target: {
      cluster: view.cluster,
      namespace: delivery.workload.namespace,
      rollout: delivery.workload.name,
    },
    verb: request.verb,
    seen: request.seen,
    reason: request.reason,
  };
}

async function viewOf(
  services: ServiceViews,
  entity: EntityServices,
  { cluster, namespace, name }: DecisionRequest['service'],
): Promise<ServiceView> {
  const found = await services.locateOne(
    entity,
    cluster,
    { namespace, name },
    withoutTraffic,
  );
  if (!found) {
    throw new InputError(
      `${entity.entityRef} does not name the service ${namespace}/${name} in cluster ${cluster}.`,
    );
  }
  if ('problem' in found) {
    throw found.problem.kind === 'not-found'
      ? new NotFoundError(found.problem.message)
      : new ServiceUnavailableError(found.problem.message);
  }
  const { freshness } = found.view;
  if (freshness.cluster.state !== 'live') {
    // Whether the cluster still agrees cannot be known.
    throw new ServiceUnavailableError(
      `Nothing was changed. ${freshness.cluster.reason}`,
    );
  }
  return found.view;
}
