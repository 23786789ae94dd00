import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readDocument } from '../../src/schema/readDocument';
import { documentOfReal } from './documentOfReal';
import { FuzzedPortal } from './FuzzedPortal';
import { Witness } from './Witness';

/** Less says nothing. */
const LEAST_REQUESTS = 5000;

/**
 * Lets schemathesis say to the plugin whatever the document allows and forbids. Fails on answers with an undocumented 5xx,
 * and on those that tell of the inside.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      schemathesis: { type: 'string' },
      examples: { type: 'string', default: '400' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  const document = readDocument();
  const portal = await FuzzedPortal.start();
  const witness = new Witness({
    target: portal.url,
    headers: portal.headers,
    secrets: portal.secrets,
    document,
  });
  const folder = await mkdtemp(join(tmpdir(), 'meshway-fuzz-'));
  const path = join(folder, 'openapi.json');
  await writeFile(path, JSON.stringify(documentOfReal(document)));
  try {
    const fuzz = spawn(
      values.schemathesis ?? 'schemathesis',
      [
        'run',
        path,
        ...['--url', await witness.start()],
        ...['--max-examples', values.examples],
        ...['--seed', values.seed],
        ...['--workers', '2'],
        // It judges by what the document says of answers; the rest is judged in between.
        ...['--checks', 'response_schema_conformance'],
        ...['--phases', 'examples,coverage,fuzzing'],
        ...['--exclude-operation-id', 'streamEntityView'],
        ...['--request-timeout', '10'],
        '--continue-on-failure',
        ...['--warnings', 'off'],
        '--no-color',
      ],
      { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const [code] = await once(fuzz, 'exit');
    const statuses = [...witness.byStatus].sort(([a], [b]) => a - b);
    print(
      `${witness.requests} requests (seed ${values.seed}): ${statuses
        .map(([status, count]) => `${count} × ${status}`)
        .join(', ')}`,
    );
    for (const complaint of witness.complaints.values()) print(complaint);
    if (witness.requests < LEAST_REQUESTS) {
      print(`These are fewer than ${LEAST_REQUESTS}.`);
    }
    if (
      code !== 0 ||
      witness.complaints.size > 0 ||
      witness.requests < LEAST_REQUESTS
    ) {
      process.exitCode = 1;
    }
  } finally {
    witness.stop();
    await portal.stop();
    await rm(folder, { recursive: true });
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().then(
  () => process.exit(),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
