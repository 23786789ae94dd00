import { writeFile } from 'node:fs/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { parseArgs } from 'node:util';
import { TestLab } from '../../src/testing/TestLab';
import { benchTable } from './benchTable';
import { askAll } from './questions';
import { ServicesUnderTest } from './ServicesUnderTest';
import { measureCost, measureLatency } from './streams';
import { targetsOf } from './targets';

/** What the bench does at its full length, and when there is little time. */
const FULL = {
  sizes: [50, 200, 1000],
  callers: [1, 20, 200],
  changes: 100,
  streams: [1, 200],
  seconds: 30,
};
const QUICK = {
  sizes: [50],
  callers: [1, 20],
  changes: 20,
  streams: [1, 50],
  seconds: 15,
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean' },
      size: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const { callers, changes, streams, seconds, ...usual } = values.quick
    ? QUICK
    : FULL;
  const sizes = values.size ? [Number(values.size)] : usual.sizes;
  const lab = await TestLab.open();
  setDefaultCACertificates([
    ...getCACertificates('default'),
    Buffer.from(lab.caData, 'base64').toString(),
  ]);
  const results = [];
  for (const size of sizes) {
    print(`\n${size} services: they are being made, and scraped`);
    const under = await ServicesUnderTest.open(lab, size);
    try {
      const atRest = await under.backend.memory();
      const rows = await askAll(under, callers);
      print(`\n${benchTable(rows)}`);
      if (under.complaint) print(`\nnot answered: ${under.complaint}`);
      const latency = await measureLatency(under, lab, changes);
      const costs = [];
      for (const clients of streams) {
        costs.push(await measureCost(under, clients, seconds));
      }
      const memory = { atRest, afterwards: await under.backend.memory() };
      print(
        `\nmemory: ${words(memory.atRest)} at rest, ${words(
          memory.afterwards,
        )} afterwards`,
      );
      const targets = targetsOf(rows, { latency, costs });
      for (const { what, measured, kept } of targets) {
        print(`${kept ? 'kept  ' : 'missed'} ${what}: ${measured}`);
      }
      results.push({
        services: size,
        rows,
        latency,
        streams: costs,
        memory,
        targets,
      });
    } finally {
      await under.close();
    }
  }
  await lab.scale(0);
  if (values.json) {
    await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
  }
}

function words(memory: { rssBytes: number; heapBytes: number }): string {
  const [rss, heap] = [memory.rssBytes, memory.heapBytes].map(
    bytes => `${Math.round(bytes / 2 ** 20)} MiB`,
  );
  return `${rss} resident, ${heap} heap`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().then(
  () => process.exit(),
  error => {
    process.stderr.write(`bench: ${error.stack}\n`);
    process.exit(1);
  },
);
