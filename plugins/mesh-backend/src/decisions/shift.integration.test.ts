import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { planRoute, type RouteSeen } from '@meshway/plugin-mesh-common';
import createKnex, { type Knex } from 'knex';
import { TestLab } from '../testing/TestLab';
import { DatabaseJournal } from './DatabaseJournal';
import { DefaultDecisionService } from './DefaultDecisionService';
import type { DecidingMoment } from './testing/decidingProcess';
import { killDeciding } from './testing/killDeciding';
import { LAB, LabCluster } from './testing/LabCluster';
import { weightedRouteManifests } from './testing/labManifests';
import { createNamespace, deleteNamespace } from './testing/labNamespace';
import type { AuthorisedDecision } from './types';

const NAMESPACE = 'shift-test';
const ENTITY = 'component:default/reviews';
const SERVICE = { cluster: LAB, namespace: NAMESPACE, name: 'reviews' };
const UNHEARD =
  'The portal did not hear the answer: it stopped, or the connection broke.';

jest.setTimeout(120_000);

let lab: TestLab;
let cluster: LabCluster;
let folder: string;
let client: Knex;
let journal: DatabaseJournal;

beforeAll(async () => {
  lab = await TestLab.open();
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  cluster = await LabCluster.connect(lab, logger);
  await createNamespace(
    lab,
    NAMESPACE,
    weightedRouteManifests({ namespace: NAMESPACE, name: 'reviews' }),
  );
  folder = await mkdtemp(join(tmpdir(), 'meshway-journal-'));
  client = createKnex({
    client: 'better-sqlite3',
    connection: join(folder, 'journal.sqlite'),
    useNullAsDefault: true,
  });
  journal = await DatabaseJournal.create({
    database: mockServices.database.mock({ getClient: async () => client }),
    logger,
  });
});

afterEach(async () => {
  await client?.('decisions').delete();
});

afterAll(async () => {
  if (lab) await deleteNamespace(lab, NAMESPACE);
  await cluster?.stop();
  await client?.destroy();
  if (folder) await rm(folder, { recursive: true });
});

function startBackend(now?: () => Date): DefaultDecisionService {
  return new DefaultDecisionService({
    journal,
    access: cluster,
    logger: mockServices.logger.mock(),
    now,
  });
}

/** What somebody sees who can shift now; the pods and the watch need a moment. */
async function seenNow(): Promise<RouteSeen> {
  for (let tries = 0; tries < 300; tries++) {
    const weights = String(await written());
    const objects = cluster.objects(SERVICE);
    const plan = objects && planRoute({ verb: 'shift', objects });
    if (
      plan?.allowed &&
      String(plan.seen.weights.map(({ weight }) => weight)) === weights
    ) {
      return plan.seen;
    }
    await sleep(100);
  }
  throw new Error('There is nothing to shift.');
}

function shift(seen: RouteSeen, weight: number): AuthorisedDecision {
  return {
    entityRef: ENTITY,
    decidedBy: 'user:default/guest',
    service: SERVICE,
    target: { kind: 'VirtualService', namespace: NAMESPACE, name: 'reviews' },
    verb: 'shift',
    weight,
    seen,
  };
}

async function written(): Promise<(number | undefined)[]> {
  const found = await cluster.read('VirtualService', SERVICE);
  return found!.spec.http[0].route.map(({ weight }) => weight);
}

async function onlyRow() {
  const { decisions } = await journal.list(ENTITY, { limit: 10 });
  expect(decisions).toHaveLength(1);
  return decisions[0];
}

it('of two shifts at the same instant one is made, and the other says what stands there now', async () => {
  const seen = await seenNow();
  const answers = await Promise.allSettled([
    startBackend().take(shift(seen, 20)),
    startBackend().take(shift(seen, 30)),
  ]);
  const [taken] = answers.flatMap(answer =>
    answer.status === 'fulfilled' ? answer.value : [],
  );
  const refused = answers.flatMap(answer =>
    answer.status === 'rejected' ? answer.reason : [],
  );
  expect(taken).toMatchObject({ state: 'confirmed' });
  const weights = await written();
  expect(weights).toEqual([100 - taken.weight!, taken.weight]);
  expect(refused).toMatchObject([
    {
      name: 'ConflictError',
      message: `The shift changed nothing. The weights are reviews:v1 ${weights[0]}, reviews:v2 ${weights[1]} now, you saw reviews:v1 100, reviews:v2 0.`,
    },
  ]);
});

describe('a backend that is killed between the click and the answer', () => {
  it.each<[DecidingMoment, string, boolean]>([
    [
      'after it was written down',
      'Nothing was changed: the portal stopped before anything was sent.',
      false,
    ],
    [
      'before the patch is sent',
      `${UNHEARD} The VirtualService holds the weights that were seen: nothing was changed.`,
      false,
    ],
    [
      'after the patch was answered',
      `${UNHEARD} VirtualService ${NAMESPACE}/reviews now says reviews:v1 57, reviews:v2 43.`,
      true,
    ],
    [
      'after it was noted as applied',
      `VirtualService ${NAMESPACE}/reviews now says reviews:v1 56, reviews:v2 44.`,
      true,
    ],
  ])(
    '%s: the next start says what came of it',
    async (moment, outcome, made) => {
      const before = await written();
      const [, weight = 41] = /v2 (\d+)/.exec(outcome) ?? [];
      await killDeciding({
        address: lab,
        database: join(folder, 'journal.sqlite'),
        request: shift(await seenNow(), Number(weight)),
        moment,
      });
      const backend = startBackend(() => new Date(Date.now() + 15_000));
      await backend.settleOpen();
      backend.close();
      await expect(onlyRow()).resolves.toMatchObject({
        state: made ? 'confirmed' : 'failed',
        outcome,
      });
      const after = made ? [100 - Number(weight), Number(weight)] : before;
      await expect(written()).resolves.toEqual(after);
    },
  );
});
