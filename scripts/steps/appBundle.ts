import { join } from 'node:path';
import { run } from './run.ts';
import { hashOf, unlessDone } from './stamp.ts';
import { node, root, yarn } from './workspace.ts';

/** Builds the browser's bundle when its sources changed. */
export async function buildAppBundle(): Promise<void> {
  await unlessDone(
    join(root, 'packages/app/dist/.meshway-bundle'),
    hashOf([
      'app-config.yaml',
      'yarn.lock',
      ...['packages/app', 'plugins/mesh', 'plugins/mesh-common'].flatMap(
        folder => [`${folder}/package.json`, `${folder}/src`],
      ),
      'packages/app/public',
    ]),
    () =>
      run('app', 'bundling the interface (about a minute)', [
        node,
        yarn,
        'workspace',
        'app',
        'build',
        '--config',
        join(root, 'app-config.yaml'),
      ]),
  );
}
