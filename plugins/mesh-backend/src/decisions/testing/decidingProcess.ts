import createKnex from 'knex';
import { DatabaseJournal } from '../DatabaseJournal';
import { DefaultDecisionService } from '../DefaultDecisionService';
import type { DecisionAccess } from '../DecisionAccess';
import type { AuthorisedDecision } from '../types';
import { LabCluster, type LabAddress } from './LabCluster';
import { silentLogger as logger } from './silentLogger';

/**
 * A process that takes one decision and stops dead at a moment of it, so that it can be killed just there. It says
 * so by one line, the name of the moment.
 */
export interface DecidingProcess {
  address: LabAddress;
  /** File of the SQLite database. */
  database: string;
  request: AuthorisedDecision;
  moment: DecidingMoment;
}

/** Between every two steps of a decision. */
export type DecidingMoment =
  | 'after it was written down'
  | 'before the patch is sent'
  | 'after the patch was answered'
  | 'after it was noted as applied';

async function main(options: DecidingProcess): Promise<void> {
  const { address, database, request, moment } = options;
  const cluster = await LabCluster.connect(address, logger);
  const client = createKnex({
    client: 'better-sqlite3',
    connection: database,
    useNullAsDefault: true,
  });
  const stopDeadAt = async (here: DecidingMoment) => {
    if (here !== moment) return;
    process.stdout.write(`${moment}\n`);
    await new Promise(() => {});
  };
  const access: DecisionAccess = {
    objects: service => cluster.objects(service),
    meshSettings: name => cluster.meshSettings(name),
    read: (...of) => cluster.read(...of),
    readTemplate: (...of) => cluster.readTemplate(...of),
    writeEvent: (...of) => cluster.writeEvent(...of),
    onChange: (...of) => cluster.onChange(...of),
    async patch(...of) {
      await stopDeadAt('before the patch is sent');
      await cluster.patch(...of);
      await stopDeadAt('after the patch was answered');
    },
  };
  const journal = await DatabaseJournal.create({
    database: { getClient: async () => client },
    logger,
  });
  const insert = journal.insert.bind(journal);
  journal.insert = async (...row) => {
    const known = await insert(...row);
    await stopDeadAt('after it was written down');
    return known;
  };
  const move = journal.move.bind(journal);
  journal.move = async (...of) => {
    const moved = await move(...of);
    await stopDeadAt('after it was noted as applied');
    return moved;
  };
  await new DefaultDecisionService({ journal, access, logger }).take(request);
}

main(JSON.parse(process.argv[2]));
