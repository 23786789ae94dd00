import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  buildServiceView,
  findServiceObjects,
  lookupOf,
  parseObject,
  type MeshKind,
  type ServiceView,
} from '@meshway/plugin-mesh-common';
import { Lab } from '../lab.ts';
import type { RawObject } from '../ClusterApi.ts';
import { compareDelivery, type Comparison } from './compareDelivery.ts';
import { comparisonTable } from './comparisonTable.ts';
import { NAME } from './manifests.ts';
import { parseGetRollout } from './parseGetRollout.ts';
import { playStates } from './playStates.ts';
import { objectsOf, recordingOf } from './recording.ts';
import type { RolloutStage } from './RolloutStage.ts';
import { ROLLOUT_STATES } from './states/index.ts';

const MINUTES = 60_000;
const ATTEMPTS = 20;

/** Kinds that the command line does not read; the controller may write them without end, such as the canary Service of an aborted host-level canary. */
const UNPRINTED = ['Service', 'DestinationRule'];

const { MESHWAY_TEST_LAB, MESHWAY_VERIFY_STATES, MESHWAY_VERIFY_RECORDS } =
  process.env;
const WANTED = (MESHWAY_VERIFY_STATES ?? '').split(' ');
const STATES = ROLLOUT_STATES.filter(({ name }) =>
  WANTED.some(prefix => name.startsWith(prefix)),
);

// One that is up already, or one that is gone afterwards.
const ownState = MESHWAY_TEST_LAB
  ? undefined
  : mkdtempSync(join(tmpdir(), 'lab-verify-'));
const lab = new Lab({ state: MESHWAY_TEST_LAB ?? ownState });
const results = new Map<string, Comparison[] | Error>();

beforeAll(async () => {
  if (ownState) await lab.up();
  const compared = await playStates(lab, STATES, ({ name }, stage) =>
    compare(name, stage),
  );
  STATES.forEach(({ name }, index) => results.set(name, compared[index]));
}, 15 * MINUTES);

afterAll(async () => {
  process.stdout.write(
    `\n${comparisonTable(
      [...results].map(([name, result]) => ({ name, result })),
    )}\n`,
  );
  if (ownState) {
    await lab.down();
    rmSync(ownState, { recursive: true, force: true });
  }
}, MINUTES);

describe('the core says what kubectl argo rollouts prints', () => {
  it.each(STATES.map(({ name, what }) => [name, what]))('%s: %s', name => {
    const result = results.get(name)!;
    if (result instanceof Error) throw result;
    expect(result.filter(({ verdict }) => verdict === 'different')).toEqual([]);
  });
});

/** Both at the same moment: nothing changed from before the objects were read until after the output was. */
async function compare(
  name: string,
  stage: RolloutStage,
): Promise<Comparison[]> {
  let hurdle = `${stage.namespace} moves too fast to be compared.`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const objects = await objectsOf(stage);
    const { code, stdout, stderr } = await lab.rollouts([
      ...['get', 'rollout', NAME, `--namespace=${stage.namespace}`],
      '--no-color',
    ]);
    // The command line does not wait until it has heard of the Deployment of a workloadRef.
    if (code !== 0) hurdle = stderr;
    if (code !== 0 || versions(objects) !== versions(await objectsOf(stage))) {
      await sleep(200);
      continue;
    }
    const comparisons = compareDelivery(
      viewOf(objects),
      parseGetRollout(stdout),
      objects,
    );
    const differs = comparisons.some(({ verdict }) => verdict === 'different');
    if (differs && MESHWAY_VERIFY_RECORDS) {
      mkdirSync(MESHWAY_VERIFY_RECORDS, { recursive: true });
      const file = join(MESHWAY_VERIFY_RECORDS, name);
      writeFileSync(`${file}.json`, recordingOf(objects));
      writeFileSync(`${file}.txt`, stdout);
    }
    return comparisons;
  }
  throw new Error(hurdle);
}

function versions(objects: RawObject[]): string {
  return objects
    .filter(({ kind }) => !UNPRINTED.includes(kind!))
    .map(({ kind, metadata }) => `${kind}/${metadata.resourceVersion}`)
    .join();
}

function viewOf(raw: RawObject[]): ServiceView {
  const parsed = raw.map(object =>
    parseObject(object.kind as MeshKind, object),
  );
  const [{ metadata, spec }] = raw;
  const { canary, blueGreen } = spec.strategy;
  const objects = findServiceObjects(
    lookupOf(parsed),
    metadata.namespace!,
    canary?.stableService ??
      canary?.pingPong?.pingService ??
      blueGreen?.activeService ??
      metadata.name,
  );
  if (!objects) throw new Error('The service of the Rollout was not found.');
  const now = new Date();
  return buildServiceView({
    cluster: 'lab',
    entityRef: `component:default/${NAME}`,
    objects,
    freshness: {
      cluster: { state: 'live', heardAt: now.toISOString() },
      metrics: { state: 'unavailable', reason: 'They play no part.' },
    },
    trustCatalog: false,
    now,
  });
}
