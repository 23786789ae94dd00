import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rollout, ServiceView } from '@meshway/plugin-mesh-common';
import type { JsonObject } from '@backstage/types';
import createKnex from 'knex';
import { BackendProcess } from '../../../dev/backend/BackendProcess';
import { canaryManifests } from '../../decisions/testing/labManifests';
import {
  createNamespace,
  deleteNamespace,
} from '../../decisions/testing/labNamespace';
import {
  startPostgres,
  type PostgresServer,
} from '../../decisions/testing/startPostgres';
import { TestLab } from '../../testing/TestLab';
import { FaultPage, type DecisionAnswer } from './FaultPage';
import { faultTable, type FaultResult } from './faultTable';
import { LabProxy } from './LabProxy';

const NAME = 'faults';
/** `npm run verify:faults` takes the time that it needs; within all other tests it is shorter. */
const ALL = process.env.MESHWAY_FAULTS === 'all';
const PAUSE_MS = ALL ? 60_000 : 10_000;
/** How long after a click the backend is killed, in milliseconds. */
const KILLED_AFTER_MS = ALL ? [0, 25, 75, 150, 300] : [25, 150];
/** How soon a page must say that something is silent, and how soon it must be well again. */
const SOON_MS = 10_000;

jest.setTimeout(240_000);

/** How a fault went. */
interface Survival {
  saidSoon: boolean;
  wellSoon: boolean;
  /** The controller went as many steps as the journal says. */
  everyDecisionOnce: boolean;
}

const WELL: Survival = {
  saidSoon: true,
  wellSoon: true,
  everyDecisionOnce: true,
};

const cluster = ({ freshness }: ServiceView) => freshness.cluster.state;
const metrics = ({ freshness }: ServiceView) => freshness.metrics.state;

let lab: TestLab;
let apiServer: LabProxy;
let prometheus: LabProxy;
let postgres: PostgresServer;
let folder: string;
const results: FaultResult[] = [];

beforeAll(async () => {
  lab = await TestLab.open();
  folder = await mkdtemp(join(tmpdir(), 'meshway-faults-'));
  const addressOf = (url: string) => new URL(url).host;
  [apiServer, prometheus, postgres] = await Promise.all([
    LabProxy.before(addressOf(lab.apiServer)),
    LabProxy.before(addressOf(lab.prometheus)),
    startPostgres(),
    createNamespace(lab, NAME, manifests()),
  ]);
  await untilRollout(({ status }) => status?.phase === 'Healthy');
  await patchRollout({
    spec: {
      template: {
        spec: { containers: [{ name: 'app', image: 'example.com/app:2' }] },
      },
    },
  });
});

afterAll(async () => {
  process.stdout.write(`\n${faultTable(results)}\n`);
  apiServer?.close();
  prometheus?.close();
  await postgres?.stop();
  if (lab) await deleteNamespace(lab, NAME);
  if (folder) await rm(folder, { recursive: true, force: true });
});

describe.each<[string, () => JsonObject]>([
  [
    'SQLite',
    () => ({ client: 'better-sqlite3', connection: { directory: folder } }),
  ],
  ['PostgreSQL', () => ({ client: 'pg', connection: postgres.connection })],
])('a backend on %s', (database, config) => {
  let backend: BackendProcess;
  let page: FaultPage;

  async function start(): Promise<BackendProcess> {
    return await BackendProcess.start({
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: NAME,
            annotations: { 'meshway.dev/service': `${NAME}/${NAME}` },
          },
          spec: {
            type: 'service',
            lifecycle: 'production',
            owner: 'group:default/faults',
          },
        },
      ],
      cluster: {
        url: `https://127.0.0.1:${apiServer.port}`,
        caData: lab.caData,
        token: lab.portalToken,
      },
      prometheus: `http://127.0.0.1:${prometheus.port}`,
      database: config(),
    });
  }

  beforeAll(async () => {
    backend = await start();
    await backend.untilLive(NAME);
    page = new FaultPage({ backend, entity: NAME });
    await page.seen();
  });

  afterAll(async () => {
    await backend?.stop();
  });

  /**
   * Lets a fault happen and end. Around it, everything that the journal says was done must have been done, once.
   */
  async function suffer(
    fault: string,
    options: {
      begin: () => Promise<unknown>;
      end: () => Promise<unknown>;
      /** What the page says while it lasts. */
      shows?: (service: ServiceView) => boolean;
      /** What it says when all is well. */
      until?: (service: ServiceView) => boolean;
      /** While it lasts. */
      meanwhile?: () => Promise<unknown>;
    },
  ): Promise<Survival> {
    const { shows, until = service => cluster(service) === 'live' } = options;
    const [before, stepBefore] = [await page.settled(), await stepIndex()];
    let staleAfterMs: number | undefined;
    try {
      // Looked at from the beginning: a part that starts again is soon back.
      [staleAfterMs] = await Promise.all([
        shows && page.until(`there is: ${fault}`, shows),
        options.begin(),
      ]);
      await options.meanwhile?.();
    } finally {
      await options.end();
    }
    const recoveredAfterMs = await page.until(`it is over: ${fault}`, until);
    // All is well when one can decide again.
    await page.settled();
    expect(await page.promote()).toMatchObject({
      status: 200,
      state: 'confirmed',
    });
    await page.seen();
    const rows = (await page.settled()).slice(0, -before.length || undefined);
    const count = (state: string) =>
      rows.filter(row => row.state === state).length;
    const result: FaultResult = {
      fault: `${fault} (${database})`,
      staleAfterMs,
      recoveredAfterMs,
      confirmed: count('confirmed'),
      failed: count('failed'),
      steps: ((await stepIndex()) - stepBefore) / 2,
    };
    results.push(result);
    return {
      saidSoon: (staleAfterMs ?? 0) < SOON_MS,
      wellSoon: recoveredAfterMs < SOON_MS,
      everyDecisionOnce: result.steps === result.confirmed,
    };
  }

  const isSilent = (service: ServiceView) => cluster(service) === 'stale';

  if (database === 'SQLite') {
    it('survives an API server that is restarted', async () => {
      const seen = await page.seen();
      let said = false;
      const survival = await suffer('API server restarted', {
        begin: async () => {
          // One that is back between two heartbeats was not gone.
          for (let times = 0; times < 4 && !said; times++) {
            await lab.chaos('kill', 'kube-apiserver');
            await untilReady();
          }
        },
        shows: service => {
          said ||= isSilent(service);
          return said;
        },
        meanwhile: async () => {
          const answer = await page.decide(seen);
          expect([200, 503]).toContain(answer.status);
        },
        end: untilReady,
      });
      expect(survival).toEqual(WELL);
    });

    it(`survives an API server that hangs for ${
      PAUSE_MS / 1000
    } s`, async () => {
      const seen = await page.seen();
      const survival = await suffer(`API server hangs ${PAUSE_MS / 1000} s`, {
        begin: () => lab.chaos('pause', 'kube-apiserver'),
        shows: isSilent,
        meanwhile: async () => {
          const answer = await page.decide(seen);
          expect(answer.status).toBe(503);
          await sleep(PAUSE_MS);
        },
        end: () => lab.chaos('resume', 'kube-apiserver'),
      });
      expect(survival).toEqual(WELL);
    });

    it('survives a store that has forgotten where its watches were', async () => {
      const survival = await suffer(
        'cut, changed, compacted, restarted (410)',
        {
          begin: () => apiServer.set('cut'),
          shows: isSilent,
          meanwhile: async () => {
            await patchRollout({
              metadata: { annotations: { missed: 'yes' } },
            });
            await lab.compact();
            await lab.chaos('kill', 'kube-apiserver');
            await sleep(1000);
            await untilReady();
          },
          end: () => apiServer.set('pass'),
        },
      );
      expect(survival).toEqual(WELL);
    });

    it('survives connections that are cut', async () => {
      const survival = await suffer('connections cut', {
        begin: () => apiServer.set('cut'),
        shows: isSilent,
        end: () => apiServer.set('pass'),
      });
      expect(survival).toEqual(WELL);
    });

    it('survives connections that stall', async () => {
      const seen = await page.seen();
      const survival = await suffer('connections stall', {
        begin: () => apiServer.set('stall'),
        shows: isSilent,
        meanwhile: async () => {
          const answer = await page.decide(seen);
          expect(answer.status).toBe(503);
        },
        end: () => apiServer.set('pass'),
      });
      expect(survival).toEqual(WELL);
    });

    it('says that Prometheus is gone, and when it is back', async () => {
      await page.until('there are metrics', one => metrics(one) === 'live');
      const survival = await suffer('Prometheus gone', {
        begin: () => prometheus.set('cut'),
        shows: service => metrics(service) !== 'live',
        until: service => metrics(service) === 'live',
        end: () => prometheus.set('pass'),
      });
      expect(survival).toEqual(WELL);
    });

    it('does not wait for a Prometheus that is slow', async () => {
      const survival = await suffer('Prometheus answers after 20 s', {
        begin: () => prometheus.set('delay 20000'),
        shows: service => metrics(service) !== 'live',
        until: service => metrics(service) === 'live',
        end: () => prometheus.set('pass'),
      });
      expect(survival).toEqual(WELL);
    });

    it('waits for a controller that stands still', async () => {
      const seen = await page.seen();
      let answer: DecisionAnswer | undefined;
      const survival = await suffer('controller stopped in a promote', {
        begin: () => lab.chaos('pause', 'rollouts'),
        meanwhile: async () => {
          answer = await page.decide(seen);
        },
        end: () => lab.chaos('resume', 'rollouts'),
      });
      expect(survival).toEqual(WELL);
      expect(answer).toMatchObject({ status: 200, state: 'applied' });
      expect(results.at(-1)).toMatchObject({ confirmed: 2, failed: 0 });
    });
  }

  it('changes nothing while its database is locked', async () => {
    const seen = await page.seen();
    let unlock = async () => {};
    const survival = await suffer('database locked', {
      begin: async () => {
        unlock = await lockDatabase(database);
      },
      meanwhile: async () => {
        const [answer] = await Promise.all([
          page.decide(seen),
          sleep(12_000).then(() => unlock()),
        ]);
        // Written down too late it is not sent; in time it is.
        expect([200, 500, 503]).toContain(answer.status);
      },
      end: () => unlock(),
    });
    expect(survival).toEqual(WELL);
  });

  it.each(KILLED_AFTER_MS)(
    'is killed %d ms after a promote was sent',
    async ms => {
      const seen = await page.seen();
      const survival = await suffer(`backend killed ${ms} ms after a click`, {
        begin: async () => {
          const answer = page.decide(seen).catch(() => undefined);
          await sleep(ms);
          await backend.kill();
          await answer;
          backend = await start();
          page.backend = backend;
        },
        end: async () => {},
      });
      expect(survival).toEqual(WELL);
    },
  );

  async function lockDatabase(name: string): Promise<() => Promise<void>> {
    const client =
      name === 'SQLite'
        ? createKnex({
            client: 'better-sqlite3',
            connection: join(folder, 'mesh.sqlite'),
            useNullAsDefault: true,
            pool: { min: 1, max: 1 },
          })
        : createKnex({
            client: 'pg',
            connection: {
              ...postgres.connection,
              database: 'backstage_plugin_mesh',
            },
            pool: { min: 1, max: 1 },
          });
    await client.raw(name === 'SQLite' ? 'BEGIN EXCLUSIVE' : 'BEGIN');
    if (name === 'PostgreSQL') {
      await client.raw('LOCK TABLE decisions IN ACCESS EXCLUSIVE MODE');
    }
    let unlocked = false;
    return async () => {
      if (unlocked) return;
      unlocked = true;
      await client.raw('ROLLBACK');
      await client.destroy();
    };
  }
});

async function readRollout(): Promise<Rollout> {
  return JSON.parse(
    await lab.kubectl(
      ...['get', `rollouts.argoproj.io/${NAME}`, '-n', NAME, '-o', 'json'],
    ),
  );
}

async function untilRollout(
  isThere: (rollout: Rollout) => boolean,
): Promise<void> {
  while (!isThere(await readRollout())) await sleep(200);
}

async function stepIndex(): Promise<number> {
  return (await readRollout()).status.currentStepIndex ?? 0;
}

async function patchRollout(patch: object): Promise<void> {
  await lab.kubectl(
    ...['patch', `rollouts.argoproj.io/${NAME}`, '-n', NAME],
    ...['--type=merge', '-p', JSON.stringify(patch)],
  );
}

/** Resolves when the API server answers. */
async function untilReady(): Promise<void> {
  for (;;) {
    const answer = await lab
      .kubectl('get', '--raw', '/readyz', '--request-timeout=2s')
      .catch(() => '');
    if (answer.startsWith('ok')) return;
    await sleep(200);
  }
}

function manifests(): object[] {
  const named = { namespace: NAME, name: NAME };
  return canaryManifests(named, { pauses: 60 }).map(object => {
    const { kind, metadata } = object as { kind: string; metadata: object };
    const annotations = { 'meshway.dev/entity': `component:default/${NAME}` };
    return kind === 'Rollout'
      ? { ...object, metadata: { ...metadata, annotations } }
      : object;
  });
}
