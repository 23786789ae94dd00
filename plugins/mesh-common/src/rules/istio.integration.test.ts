import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { COMPLAINTS, SAMPLES } from './__fixtures__/istioSamples';
import { yamlObjects } from './__testUtils__/yamlObjects';
import { checkConfig } from './checkConfig';
import type { ConfigObject } from './objects/ConfigObject';
import { RULES } from './RULES';

/** Istio's analyzers are linked when they are asked for the first time. */
jest.setTimeout(600_000);

const ROOT = resolve(__dirname, '../../../..');
const EXAMPLES = RULES.flatMap(({ code }) =>
  (['fires', 'silent'] as const).map(example => ({
    code,
    example,
    file: join(__dirname, '__fixtures__', code, `${example}.yaml`),
  })),
);

async function read(program: string, args: string[], cwd = ROOT) {
  const { stdout } = await promisify(execFile)(program, args, {
    cwd,
    maxBuffer: 10_000_000,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return stdout;
}

describe('the analyzers of Istio, on the examples of the rules', () => {
  let said: Record<string, string[]>;

  beforeAll(async () => {
    const files = EXAMPLES.map(({ file }) => file);
    const program = join(ROOT, 'packages/lab/src/analyzeFiles.ts');
    said = JSON.parse(await read(process.execPath, [program, ...files]));
  });

  it.each(RULES.filter(({ like }) => like?.istio))(
    '$code: they say $like.istio where the rule fires, and only there',
    ({ code, like }) => {
      const heard = Object.fromEntries(
        EXAMPLES.filter(one => one.code === code).map(({ example, file }) => [
          example,
          said[file].some(one => like?.istio?.includes(one)),
        ]),
      );
      expect(heard).toEqual({ fires: true, silent: false });
    },
  );
});

describe("the rules, on Istio's own samples", () => {
  let samples: string;

  beforeAll(async () => {
    const module = join(ROOT, 'packages/lab/go');
    const args = ['list', '-m', '-f', '{{.Dir}}', 'istio.io/istio'];
    samples = join((await read('go', args, module)).trim(), 'samples');
  });

  const codesOf = (files: readonly string[]) => [
    ...new Set(checkConfig(applied(files, samples)).map(({ code }) => code)),
  ];

  it('say of each file nothing but what is listed', () => {
    const files = readdirSync(samples, { recursive: true })
      .map(String)
      .filter(file => /\.ya?ml$/.test(file));
    expect(files.length).toBeGreaterThan(100);
    const findings = files
      .map(file => [file, codesOf([file])] as const)
      .filter(([, codes]) => codes.length > 0);
    const listed = Object.entries(COMPLAINTS).map(
      ([file, complaints]) =>
        [file, complaints.map(({ code }) => code)] as const,
    );
    expect(Object.fromEntries(findings)).toEqual(Object.fromEntries(listed));
  });

  it.each(SAMPLES)(
    'say of files that belong together nothing but what is listed: $files',
    ({ files, complaints }) => {
      expect(files.every(file => existsSync(join(samples, file)))).toBe(true);
      expect(codesOf(files)).toEqual(complaints.map(({ code }) => code));
    },
  );
});

/** The objects as `kubectl apply` leaves them: in namespace default, and of two with one name the later. */
function applied(files: readonly string[], folder: string): ConfigObject[] {
  const objects = new Map<string, ConfigObject>();
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const object of yamlObjects(text, file)) {
      const { kind, namespace = 'default', name, raw } = object;
      const whole = raw as { metadata?: object };
      const metadata = { ...whole.metadata, namespace };
      objects.set(JSON.stringify([kind, namespace, name]), {
        ...object,
        ...(kind !== 'Namespace' && {
          namespace,
          raw: { ...whole, metadata },
        }),
      });
    }
  }
  return [...objects.values()];
}
