import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';
import { hashOf, unlessDone } from './stamp.ts';
import { node, root, yarn } from './workspace.ts';

/** Installs the workspace's packages when a manifest or the lock file changed. */
export async function installPackages(): Promise<void> {
  const manifests = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(join(root, folder)).map(
      name => `${folder}/${name}/package.json`,
    ),
  );
  await unlessDone(
    join(root, 'node_modules/.meshway-packages'),
    hashOf(
      ['package.json', 'yarn.lock', '.yarnrc.yml', ...manifests],
      process.version,
    ),
    () =>
      run('packages', 'installing packages (the first time about 3 minutes)', [
        node,
        yarn,
        'install',
        '--immutable',
      ]),
  );
}
