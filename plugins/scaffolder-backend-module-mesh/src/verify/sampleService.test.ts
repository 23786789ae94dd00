import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { validate } from 'dockerfile-utils';

const APP = resolve(
  __dirname,
  '../../../../templates/mesh-service/golden/runs-sample/app',
);

jest.setTimeout(60_000);

describe('the sample service of the template', () => {
  it('passes its own tests', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--test', '--test-reporter=tap'],
      { cwd: APP, env: { PATH: process.env.PATH } },
    );
    expect(stdout).toMatch(/^# pass 3$/m);
    expect(stdout).toMatch(/^# fail 0$/m);
  });

  it('has a recipe of its image without a fault', async () => {
    const recipe = await readFile(join(APP, 'Dockerfile'), 'utf8');
    expect(validate(recipe)).toEqual([]);
    // The check notices faults.
    expect(validate(recipe.replace('FROM node', 'FORM node'))).not.toEqual([]);
  });

  it('pins what it is built from, and does not run as root', async () => {
    const recipe = await readFile(join(APP, 'Dockerfile'), 'utf8');
    const bases = [...recipe.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(bases.length).toBeGreaterThan(0);
    for (const base of bases) expect(base).toMatch(/:\d+\.\d+\.\d+/);
    expect(recipe).toMatch(/^USER [1-9]\d*$/m);
    const { dependencies } = JSON.parse(
      await readFile(join(APP, 'package.json'), 'utf8'),
    );
    for (const version of Object.values(dependencies)) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });
});
