import type { LoggerService } from '@backstage/backend-plugin-api';
import createKnex from 'knex';
import { DatabaseJournal } from '../DatabaseJournal';
import { DefaultDecisionService } from '../DefaultDecisionService';
import type { AuthorisedDecision, RolloutAccess } from '../types';
import { LabRollouts, type LabAddress } from './LabRollouts';

/**
 * A process that takes one decision and stops dead at a moment of it, so that it can be killed just there. It says
 * so by one line, the name of the moment.
 */
export interface DecidingProcess {
  address: LabAddress;
  /** File of the SQLite database. */
  database: string;
  request: AuthorisedDecision;
  moment: 'before the patch is sent' | 'after the patch was answered';
}

const logger: LoggerService = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => logger,
};

async function main(options: DecidingProcess): Promise<void> {
  const { address, database, request, moment } = options;
  const rollouts = await LabRollouts.connect(address, logger);
  const client = createKnex({
    client: 'better-sqlite3',
    connection: database,
    useNullAsDefault: true,
  });
  const stopDead = async () => {
    process.stdout.write(`${moment}\n`);
    await new Promise(() => {});
  };
  const access: RolloutAccess = {
    cached: (...of) => rollouts.cached(...of),
    read: (...of) => rollouts.read(...of),
    onChange: (...of) => rollouts.onChange(...of),
    async patchStatus(...of) {
      if (moment === 'before the patch is sent') await stopDead();
      const patched = await rollouts.patchStatus(...of);
      await stopDead();
      return patched;
    },
  };
  const journal = await DatabaseJournal.create({
    database: { getClient: async () => client },
    logger,
  });
  await new DefaultDecisionService({ journal, access, logger }).take(request);
}

main(JSON.parse(process.argv[2]));
