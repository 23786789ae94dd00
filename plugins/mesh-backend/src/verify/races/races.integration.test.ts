import { setTimeout as sleep } from 'node:timers/promises';
import type { Entity } from '@backstage/catalog-model';
import createKnex, { type Knex } from 'knex';
import type { DecisionRow } from '../../decisions/decisionRow';
import {
  createNamespace,
  deleteNamespace,
} from '../../decisions/testing/labNamespace';
import { canaryManifests } from '../../decisions/testing/labManifests';
import {
  startPostgres,
  type PostgresServer,
} from '../../decisions/testing/startPostgres';
import { BackendProcess } from '../../../dev/backend/BackendProcess';
import { TestLab } from '../../testing/TestLab';
import { compareWithJournal, type JournalRow } from './compareWithJournal';
import { externalChanges, skippedPauses } from './externalChanges';
import { RaceClient } from './RaceClient';
import { racesTable } from './racesTable';
import { ReleaseLoop } from './ReleaseLoop';
import { RolloutRecorder } from './RolloutRecorder';
import { seededRandom } from './seededRandom';

const NAMESPACE = 'races';
const ROLLOUTS = 20;
const CLIENTS = 8;
const DECISIONS = Number(process.env.MESHWAY_RACES ?? 60);
const SEED = Number(process.env.MESHWAY_RACES_SEED ?? 1);

jest.setTimeout(400_000);

const NAMES = Array.from({ length: ROLLOUTS }, (_, index) => `race-${index}`);

let lab: TestLab;
let postgres: PostgresServer;
let client: Knex;
let recorder: RolloutRecorder;
let backends: BackendProcess[] = [];

beforeAll(async () => {
  lab = await TestLab.open();
  const [started] = await Promise.all([
    startPostgres(),
    createNamespace(lab, NAMESPACE, NAMES.flatMap(manifestsOf)),
  ]);
  postgres = started;
  const task = {
    entities: NAMES.map(entityOf),
    cluster: { url: lab.apiServer, caData: lab.caData, token: lab.portalToken },
    prometheus: lab.prometheus,
    database: { client: 'pg', connection: postgres.connection },
  };
  // The first makes the tables.
  backends = [await BackendProcess.start(task)];
  backends.push(await BackendProcess.start(task));
  for (const backend of backends) await backend.untilLive(NAMES.at(-1)!);
  client = createKnex({
    client: 'pg',
    connection: {
      ...postgres.connection,
      database: 'backstage_plugin_mesh',
    },
  });
  recorder = new RolloutRecorder(lab, NAMESPACE);
  await recorder.start();
});

afterAll(async () => {
  await Promise.all(backends.map(backend => backend.stop()));
  await client?.destroy();
  await postgres?.stop();
  if (lab) await deleteNamespace(lab, NAMESPACE);
});

describe(`${DECISIONS} random decisions of ${CLIENTS} people about ${ROLLOUTS} Rollouts, at two replicas`, () => {
  it('change exactly what the journal says', async () => {
    const random = seededRandom(SEED);
    const releases = new ReleaseLoop({ lab, recorder, random });
    releases.start();
    const clients = Array.from(
      { length: CLIENTS },
      (_, index) =>
        new RaceClient({ user: `racer-${index}`, backends, random }),
    );
    const answered = () =>
      clients.reduce((sum, { answers }) => sum + answers.length, 0);
    const startedAt = Date.now();
    await Promise.all(
      clients.map(async one => {
        while (answered() < DECISIONS) {
          await one.decide(pickName(random));
          await sleep(random() * 50);
        }
      }),
    );
    const seconds = (Date.now() - startedAt) / 1000;
    await releases.stop();
    const rows = await settledRows();
    await recorder.stop();

    const states = [...recorder.states.values()];
    const changes = states.flatMap(externalChanges);
    const mismatches = [
      ...compareWithJournal(rows, changes),
      ...states.flatMap(skippedPauses),
      ...misreported(
        rows,
        clients.flatMap(({ answers }) => answers),
      ),
    ];
    const by = (status: number) =>
      clients
        .flatMap(({ answers }) => answers)
        .filter(answer => answer.status === status).length;
    process.stdout.write(
      `\n${racesTable(rows, changes)}\n\n` +
        `${answered()} requests in ${seconds.toFixed(0)} s (seed ${SEED}): ` +
        `${by(200)} answered 200, ${by(409)} answered 409, ${
          answered() - by(200) - by(409)
        } otherwise; ${rows.length} rows; ` +
        `${
          changes.filter(({ kind }) => kind === 'release').length
        } releases; ` +
        `${states.reduce((sum, { length }) => sum + length, 0)} events\n` +
        `${mismatches.length} mismatches\n`,
    );
    expect(mismatches).toEqual([]);
    expect(answered()).toBe(by(200) + by(409));
    // Else nothing was raced.
    expect(by(200)).toBeGreaterThan(DECISIONS / 4);
  });
});

/** A few of them are wanted by everyone. */
function pickName(random: () => number): string {
  const among = random() < 0.5 ? 4 : ROLLOUTS;
  return NAMES[Math.floor(random() * among)];
}

/** The journal, when nothing of it is open any more. */
async function settledRows(): Promise<JournalRow[]> {
  for (let tries = 0; ; tries++) {
    const rows: DecisionRow[] = await client('decisions').select();
    const open = rows.filter(
      ({ state }) => !['confirmed', 'failed'].includes(state),
    );
    if (open.length === 0 || tries > 60) return rows.map(journalRow);
    await sleep(1000);
  }
}

function journalRow(row: DecisionRow): JournalRow {
  return {
    id: row.id,
    rollout: row.target_name,
    verb: row.verb as JournalRow['verb'],
    state: row.state,
    outcome: row.outcome ?? '',
    seen: JSON.parse(row.seen),
    requests: row.sending ? JSON.parse(row.sending).requests : 0,
  };
}

/** What people were told is what the journal says. */
function misreported(
  rows: JournalRow[],
  answers: RaceClient['answers'],
): string[] {
  const byId = new Map(rows.map(row => [row.id, row]));
  return answers.flatMap(({ status, id, state }) => {
    if (status !== 200) return [];
    const row = byId.get(id ?? '');
    // An answer that was applied may be settled later.
    return row && (row.state === state || state === 'applied')
      ? []
      : [`decision ${id} was answered ${state}, its row says ${row?.state}`];
  });
}

function manifestsOf(name: string): object[] {
  return canaryManifests({ namespace: NAMESPACE, name }, { pauses: 4 }).map(
    object => {
      const { kind, metadata } = object as { kind: string; metadata: object };
      return kind === 'Rollout'
        ? {
            ...object,
            metadata: {
              ...metadata,
              annotations: {
                'meshway.dev/entity': `component:default/${name}`,
              },
            },
          }
        : object;
    },
  );
}

function entityOf(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: { 'meshway.dev/service': `${NAMESPACE}/${name}` },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/racers',
    },
  };
}
