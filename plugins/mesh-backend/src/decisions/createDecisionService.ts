import type {
  DatabaseService,
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { DatabaseJournal } from './DatabaseJournal';
import { DefaultDecisionService } from './DefaultDecisionService';
import type { DecisionService, RolloutAccess } from './types';

/**
 * The decision service of a backend: brings the journal's table up to date, then settles regularly what an earlier
 * process left open. Once at the start would not do: clusters may be silent then, and the rows of a replica that
 * dies become due while this one runs.
 */
export async function createDecisionService(options: {
  database: DatabaseService;
  scheduler: SchedulerService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  rollouts: RolloutAccess;
}): Promise<DecisionService> {
  const { database, scheduler, lifecycle, logger, rollouts } = options;
  const service = new DefaultDecisionService({
    journal: await DatabaseJournal.create({ database, logger }),
    access: rollouts,
    logger,
  });
  const stopped = new AbortController();
  lifecycle.addShutdownHook(() => {
    stopped.abort();
    service.close();
  });
  await scheduler.scheduleTask({
    id: 'settle-open-decisions',
    // Every replica for itself: whoever is first settles a row, the others find it settled.
    scope: 'local',
    frequency: { seconds: 5 },
    timeout: { minutes: 1 },
    signal: stopped.signal,
    fn: () => service.settleOpen(),
  });
  return service;
}
