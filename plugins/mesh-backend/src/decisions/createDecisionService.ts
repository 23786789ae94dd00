import type {
  DatabaseService,
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { DatabaseJournal } from './DatabaseJournal';
import type { DecisionAccess } from './DecisionAccess';
import type { JournalSettings } from './journalSettings';
import { DefaultDecisionService } from './DefaultDecisionService';
import type { DecisionService } from './types';

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
  access: DecisionAccess;
  settings: JournalSettings;
}): Promise<DecisionService> {
  const { database, scheduler, lifecycle, logger, access, settings } = options;
  const journal = await DatabaseJournal.create({ database, logger });
  const service = new DefaultDecisionService({ journal, access, logger });
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
  await scheduler.scheduleTask({
    id: 'forget-old-decisions',
    scope: 'global',
    frequency: { hours: 12 },
    timeout: { minutes: 10 },
    signal: stopped.signal,
    fn: async () => {
      const count = await journal.deleteSettledBefore(
        new Date(Date.now() - settings.retentionMs),
      );
      if (count > 0) logger.info(`Forgot ${count} old decisions`);
    },
  });
  return service;
}
