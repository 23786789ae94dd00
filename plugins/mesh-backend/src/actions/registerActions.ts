import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { DecisionDesk } from '../decisions/desk/DecisionDesk';
import type { EntityAccess } from '../router/EntityAccess';
import type { EntityViews } from '../views/EntityViews';
import type { FleetReader } from '../views/FleetReader';
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
  fleet: Pick<FleetReader, 'read'>;
  desk: Pick<DecisionDesk, 'plan' | 'decide'>;
}): void {
  createListWaitingDeliveriesAction(options);
  createGetServiceMeshViewAction(options);
  createExplainDeliveryAction(options);
  createPlanDecisionAction(options);
  if (options.settings.decisions) createTakeDecisionAction(options);
}
