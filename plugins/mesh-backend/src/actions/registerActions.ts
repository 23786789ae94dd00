import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { Fleet, FleetQuery } from '@meshway/plugin-mesh-common';
import type { DecisionDesk } from '../decisions/desk/DecisionDesk';
import type { EntityAccess } from '../router/EntityAccess';
import type { EntityViews } from '../views/EntityViews';
import type { ActionSettings } from './actionSettings';
import { createExplainDeliveryAction } from './createExplainDeliveryAction';
import { createGetServiceMeshViewAction } from './createGetServiceMeshViewAction';
import { createListWaitingDeliveriesAction } from './createListWaitingDeliveriesAction';
import { createPlanDecisionAction } from './createPlanDecisionAction';
import { createTakeDecisionAction } from './createTakeDecisionAction';

/**
 * What agents can do, with the rights of whom they act for: the same questions and checks as by HTTP.
 */
export function registerActions(options: {
  actionsRegistry: ActionsRegistryService;
  settings: ActionSettings;
  access: Pick<EntityAccess, 'read'>;
  views: Pick<EntityViews, 'view'>;
  readFleet: (
    query: FleetQuery,
    credentials: BackstageCredentials,
  ) => Promise<Fleet>;
  desk: Pick<DecisionDesk, 'plan' | 'decide'>;
}): void {
  createListWaitingDeliveriesAction(options);
  createGetServiceMeshViewAction(options);
  createExplainDeliveryAction(options);
  createPlanDecisionAction(options);
  if (options.settings.decisions) createTakeDecisionAction(options);
}
