import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Decision } from '@meshway/plugin-mesh-common';
import type { DecisionAccess } from './DecisionAccess';
import { eventOf } from './decisionEvent';

/**
 * Writes the Event from which whoever reads the cluster learns who decided and why. Nothing waits for it or depends on
 * it.
 */
export function tellCluster(
  decision: Decision,
  { access, logger }: { access: DecisionAccess; logger: LoggerService },
): void {
  const { id, service } = decision;
  access
    .writeEvent(service.cluster, eventOf(decision))
    .catch(error =>
      logger.warn(
        `Decision ${id} has no Event in cluster ${service.cluster}: ${error}`,
      ),
    );
}
