import { mockServices } from '@backstage/backend-test-utils';
import {
  planDecision,
  planRoute,
  seenOf,
  type Decision,
  type DecisionChoice,
  type Rollout,
  type RouteVerb,
  type ServiceRef,
} from '@meshway/plugin-mesh-common';
import createKnex, { type Knex } from 'knex';
import { TestLab } from '../testing/TestLab';
import { DatabaseJournal } from './DatabaseJournal';
import { DefaultDecisionService } from './DefaultDecisionService';
import { LabCluster } from './testing/LabCluster';
import {
  blueGreenManifests,
  canaryManifests,
  weightedRouteManifests,
} from './testing/labManifests';
import { createNamespace, deleteNamespace } from './testing/labNamespace';
import { LabRollout } from './testing/LabRollout';
import { Play } from './testing/Play';
import { startPostgres, type PostgresServer } from './testing/startPostgres';

const NAMESPACE = 'verbs-test';
const ENGINES = ['sqlite', 'postgres'] as const;

jest.setTimeout(180_000);

type Outcomes = [Decision['verb'], RegExp][];

const CANARY: Outcomes = [
  ['pause', /^The controller holds the Rollout at step 2 of 4\.$/],
  ['resume', /^The controller took the Rollout up again at step 2 of 4\.$/],
  ['promote', /^The controller went on to step [34] of 4\.$/],
  ['abort', /^The controller aborted the update: all traffic goes to the st/],
  ['retry', /^The controller started the update again at step [12] of 4\.$/],
  ['pause', /^The controller holds the Rollout at step [12] of 4\.$/],
  ['promote-full', /^(The controller went past all 4 steps|The new version)/],
  ['restart', /^(The controller restarts the pods|All pods that are older)/],
  ['roll-back', /^The controller ships the earlier revision at step [12] of 4/],
];
const BLUE_GREEN: Outcomes = [
  ['pause', /^The controller holds the Rollout\.$/],
  ['resume', /^The controller took the Rollout up again\.$/],
  ['abort', /^The controller aborted the update: all traffic goes to the st/],
  ['retry', /^The controller started the update again\.$/],
  [
    'promote',
    /^The (active Service leads to the|controller ended|new version)/,
  ],
  ['promote-full', /^The (active Service leads to the|controller ended|new v)/],
  ['restart', /^(The controller restarts the pods|All pods that are older)/],
  [
    'roll-back',
    /^(The controller ships the earlier revision|The earlier revision is stable)\.$/,
  ],
];
const WORKLOAD_REF: Outcomes = [
  ['promote-full', /^(The controller went past all 4 steps|The new version)/],
  ['roll-back', /^The controller ships the earlier revision at step [12] of 4/],
];
const WEIGHTED_ROUTE: Outcomes = [
  ['shift', /now says \S+:v1 95, \S+:v2 5\.$/],
  ['shift', /now says \S+:v1 67, \S+:v2 33\.$/],
  ['promote', /now says \S+:v1 0, \S+:v2 100\.$/],
  ['roll-back', /now says \S+:v1 100, \S+:v2 0\.$/],
];

let lab: TestLab;
let cluster: LabCluster;
let server: PostgresServer;
const clients: Knex[] = [];
const journals = new Map<string, DatabaseJournal>();
const plays = new Map<string, Promise<Decision[]>>();

/** The controller has done what it does by itself. */
function settled({ spec, status, metadata }: Rollout): boolean {
  const weight = status.canary?.weights?.canary?.weight ?? 0;
  return (
    status.observedGeneration === String(metadata.generation) &&
    (spec.paused ||
      status.abort ||
      (status.phase === 'Healthy' && weight === 0) ||
      Boolean(status.pauseConditions?.length)) &&
    (spec.restartAt === undefined || spec.restartAt === status.restartedAt)
  );
}

function playOf(decisions: DefaultDecisionService, rollout: LabRollout): Play {
  return new Play({
    decisions,
    about: rollout,
    async look({ verb }) {
      const now = await rollout.read();
      const planned =
        verb === 'shift' ||
        verb === 'roll-back' ||
        planDecision({ verb, rollout: now, now: new Date() }).allowed;
      return planned && settled(now) ? seenOf(now) : undefined;
    },
  });
}

async function canary(
  decisions: DefaultDecisionService,
  rollout: LabRollout,
): Promise<Decision[]> {
  const play = playOf(decisions, rollout);
  const { status } = await rollout.untilFirstIsStable();
  await rollout.shipNext();
  await play.decide({ verb: 'pause' });
  await play.decide({ verb: 'resume' });
  await play.decide({ verb: 'promote' });
  await play.decide({ verb: 'abort' });
  await play.decide({ verb: 'retry' });
  // So that the full promote takes two requests.
  await play.decide({ verb: 'pause' });
  await play.decide({ verb: 'promote-full' });
  await play.decide({ verb: 'restart' });
  await play.decide({ verb: 'roll-back', revision: status.stableRS });
  return play.decisions;
}

async function blueGreen(
  decisions: DefaultDecisionService,
  rollout: LabRollout,
): Promise<Decision[]> {
  const play = playOf(decisions, rollout);
  const { status } = await rollout.untilFirstIsStable();
  await rollout.shipNext();
  await play.decide({ verb: 'pause' });
  await play.decide({ verb: 'resume' });
  await play.decide({ verb: 'abort' });
  await play.decide({ verb: 'retry' });
  await play.decide({ verb: 'promote' });
  await rollout.until('it is promoted', now => now.status.phase === 'Healthy');
  await rollout.shipNext();
  await play.decide({ verb: 'promote-full' });
  await rollout.until('it is promoted', now => now.status.phase === 'Healthy');
  await play.decide({ verb: 'restart' });
  await play.decide({ verb: 'roll-back', revision: status.stableRS });
  return play.decisions;
}

async function workloadRef(
  decisions: DefaultDecisionService,
  rollout: LabRollout,
): Promise<Decision[]> {
  const play = playOf(decisions, rollout);
  const { status } = await rollout.untilFirstIsStable();
  await rollout.shipNext('deployments.apps');
  await play.decide({ verb: 'promote-full' });
  await rollout.until('it is promoted', now => now.status.phase === 'Healthy');
  await play.decide({ verb: 'roll-back', revision: status.stableRS });
  return play.decisions;
}

async function weightedRoute(
  decisions: DefaultDecisionService,
  { service }: { service: ServiceRef },
): Promise<Decision[]> {
  const { namespace, name } = service;
  const play = new Play({
    decisions,
    about: { service, target: { kind: 'VirtualService', namespace, name } },
    async look({ verb, weight }: DecisionChoice) {
      const fresh = await cluster.read('VirtualService', service);
      const objects = cluster.objects(service);
      // The watch may be a moment behind what was just decided.
      const isSeen = objects?.virtualServices.some(
        ({ metadata }) =>
          metadata.resourceVersion === fresh?.metadata.resourceVersion,
      );
      if (!objects || !isSeen) return undefined;
      const plan = planRoute({ verb: verb as RouteVerb, weight, objects });
      return plan.allowed ? plan.seen : undefined;
    },
  });
  await play.decide({ verb: 'shift' });
  await play.decide({ verb: 'shift', weight: 33 });
  await play.decide({ verb: 'promote' });
  await play.decide({ verb: 'roll-back' });
  return play.decisions;
}

function rolloutOf(name: string): LabRollout {
  return new LabRollout({ lab, cluster, namespace: NAMESPACE, name });
}

async function openJournal(client: Knex): Promise<DatabaseJournal> {
  clients.push(client);
  return await DatabaseJournal.create({
    database: mockServices.database.mock({ getClient: async () => client }),
    logger: mockServices.logger.mock(),
  });
}

beforeAll(async () => {
  lab = await TestLab.open();
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  [cluster, server] = await Promise.all([
    LabCluster.connect(lab, logger),
    startPostgres(),
  ]);
  journals.set(
    'sqlite',
    await openJournal(
      createKnex({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
      }),
    ),
  );
  journals.set(
    'postgres',
    await openJournal(
      createKnex({ client: 'pg', connection: server.connection }),
    ),
  );
  const named = (name: string) => ({ namespace: NAMESPACE, name });
  await createNamespace(
    lab,
    NAMESPACE,
    ENGINES.flatMap(engine => [
      ...canaryManifests(named(`canary-${engine}`), { pauses: 2 }),
      ...blueGreenManifests(named(`blue-green-${engine}`)),
      ...canaryManifests(named(`workload-ref-${engine}`), {
        pauses: 2,
        workloadRef: true,
      }),
      ...weightedRouteManifests(named(`weighted-route-${engine}`)),
    ]),
  );
  // All at once: most of the time is the controller's.
  for (const engine of ENGINES) {
    const decisions = new DefaultDecisionService({
      journal: journals.get(engine)!,
      access: cluster,
      logger,
    });
    for (const [delivery, play] of Object.entries({
      canary,
      'blue-green': blueGreen,
      'workload-ref': workloadRef,
      'weighted-route': weightedRoute,
    })) {
      const name = `${delivery}-${engine}`;
      plays.set(name, play(decisions, rolloutOf(name)));
    }
  }
  await Promise.allSettled(plays.values());
});

afterAll(async () => {
  if (lab) await deleteNamespace(lab, NAMESPACE);
  await cluster?.stop();
  for (const client of clients) await client.destroy();
  await server?.stop();
});

describe.each(ENGINES)('with the journal on %s', engine => {
  it.each<[string, Outcomes]>([
    ['canary', CANARY],
    ['blue-green', BLUE_GREEN],
    ['workload-ref', WORKLOAD_REF],
    ['weighted-route', WEIGHTED_ROUTE],
  ])(
    'every decision about a %s is confirmed by what the cluster does, and written down',
    async (delivery, outcomes) => {
      const name = `${delivery}-${engine}`;
      const decisions = await plays.get(name)!;
      expect(decisions).toEqual(
        outcomes.map(([verb, outcome]) =>
          expect.objectContaining({
            verb,
            state: 'confirmed',
            outcome: expect.stringMatching(outcome),
          }),
        ),
      );
      const page = await journals
        .get(engine)!
        .list(`component:default/${name}`, { limit: 100 });
      expect(page).toEqual({ decisions: [...decisions].reverse() });

      const { items } = JSON.parse(
        await lab.kubectl(
          ...['get', 'events', '-n', NAMESPACE, '-o', 'json'],
          `--field-selector=involvedObject.name=${name},source=meshway`,
        ),
      );
      expect(
        items.map(({ metadata, message }: any) => [metadata.name, message]),
      ).toEqual(
        expect.arrayContaining(
          decisions.map(({ id }) => [
            `meshway.${id}`,
            expect.stringMatching(
              `^user:default/guest decided a .*: It is time\\. \\(decision ${id}\\)$`,
            ),
          ]),
        ),
      );
    },
  );
});
