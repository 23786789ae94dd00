import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { checkConfig, parseConfigFiles } from '@meshway/plugin-mesh-common';
import { CASES } from '../__testUtils__/cases';
import { RealTools, type Answer } from '../__testUtils__/RealTools';

/** The real control plane answers here, on a machine that may be busy. */
jest.setTimeout(15 * 60_000);

const TEMPLATE = resolve(__dirname, '../../../../templates/mesh-service');
const OVERLAYS = ['production', 'staging'];
const CHECKS = ['kustomize', 'rules', 'istioctl', 'dry-run'] as const;

/** What is there already where somebody chooses a namespace or a Gateway that exists. */
const SURROUNDINGS = join(__dirname, 'surroundings.yaml');

type Verdicts = Record<(typeof CHECKS)[number], string>;

describe('what the template mesh-service writes, before the real tools', () => {
  let tools: RealTools;

  beforeAll(async () => {
    tools = await RealTools.open();
    // The server refuses objects of a namespace it does not have, even when asked for nothing but its opinion.
    const { ok, text } = await tools.kubectl(
      'apply',
      '--server-side',
      `--filename=${SURROUNDINGS}`,
    );
    if (!ok) throw new Error(text);
  });

  afterAll(async () => {
    await tools.kubectl(
      'delete',
      '--ignore-not-found',
      `--filename=${SURROUNDINGS}`,
    );
    await tools.close();
  });

  it('is taken by all of them without a word of complaint, in every case', async () => {
    const verdicts = new Map<string, Verdicts>();
    const waiting = CASES.flatMap(({ name }) =>
      OVERLAYS.map(overlay => ({ name, overlay })),
    );
    await Promise.all(
      Array.from({ length: availableParallelism() }, async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const { name, overlay } = next;
          verdicts.set(`${name} (${overlay})`, await judge(name, overlay));
        }
      }),
    );
    process.stdout.write(`${table(verdicts)}\n`);
    const complaints = [...verdicts].flatMap(([name, checks]) =>
      Object.entries(checks)
        .filter(([, text]) => text !== 'ok')
        .map(([check, text]) => `${name}: ${check}: ${text}`),
    );
    expect(complaints).toEqual([]);
    expect(verdicts.size).toBe(CASES.length * OVERLAYS.length);
  });

  it('is refused by the webhook of istiod when its weights make no sense', async () => {
    const routes = await readFile(
      join(TEMPLATE, 'golden/proposed/deploy/base/routes.yaml'),
      'utf8',
    );
    const file = tools.file('broken');
    await writeFile(file, routes.replace('weight: 100', 'weight: -5'));
    expect(await tools.serverDryRun(file)).toEqual({
      ok: false,
      text: expect.stringContaining(
        'admission webhook "validation.istio.io" denied the request: configuration is invalid: weight -5 < 0',
      ),
    });
  });

  it('is noticed by istioctl analyze when the Gateway is missing', async () => {
    const file = join(TEMPLATE, 'golden/proposed/deploy/base/routes.yaml');
    expect(await tools.istioctlAnalyze(file)).toEqual({
      ok: false,
      text: expect.stringMatching(
        /IST0101.*Referenced gateway not found: "quotes"/,
      ),
    });
  });

  async function judge(name: string, overlay: string): Promise<Verdicts> {
    const rendered = `${name}-${overlay}`;
    const folder = join(TEMPLATE, 'golden', name, 'deploy/overlays', overlay);
    const kustomized = await tools.kustomize(folder, rendered);
    if (!kustomized.ok) {
      const none = 'not rendered';
      return {
        kustomize: kustomized.text,
        rules: none,
        istioctl: none,
        'dry-run': none,
      };
    }
    const file = tools.file(rendered);
    const [istioctl, dryRun] = await Promise.all([
      tools.istioctlAnalyze(file, SURROUNDINGS),
      tools.serverDryRun(file),
    ]);
    return {
      kustomize: 'ok',
      rules: findingsIn(kustomized.text),
      istioctl: wordsOf(istioctl),
      'dry-run': wordsOf(dryRun),
    };
  }
});

function findingsIn(content: string): string {
  const { objects, findings } = parseConfigFiles([
    { path: 'rendered.yaml', content },
  ]);
  const all = [...findings, ...checkConfig(objects)];
  return all.length === 0
    ? 'ok'
    : all.map(one => `${one.code} ${one.object}: ${one.message}`).join('\n');
}

function wordsOf({ ok, text }: Answer): string {
  return ok ? 'ok' : text.trim();
}

function table(verdicts: Map<string, Verdicts>): string {
  const width = Math.max(...[...verdicts.keys()].map(name => name.length));
  const line = (name: string, cells: string[]) =>
    [name.padEnd(width), ...cells.map(cell => cell.padEnd(9))].join('  ');
  return [
    line('case', [...CHECKS]),
    ...[...verdicts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, checks]) =>
        line(
          name,
          CHECKS.map(check => (checks[check] === 'ok' ? 'ok' : 'COMPLAINS')),
        ),
      ),
  ].join('\n');
}
