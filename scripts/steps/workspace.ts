import { join, resolve } from 'node:path';

/** The checkout. */
export const root = resolve(import.meta.dirname, '../..');

/** What installs once and is shared by every run: Node, Yarn, the lab's programs. */
export const toolsDir = join(root, '.tools');

/** What a run leaves behind: databases, logs, the lab's cluster, published repositories. */
export const stateDir = resolve(
  process.env.MESHWAY_STATE_DIR ?? join(root, '.meshway'),
);

/** Where the right Node lives; its headers let native add-ons build without a download. */
export const nodeHome =
  process.env.MESHWAY_NODE_HOME ?? resolve(process.execPath, '../..');

export const node = join(nodeHome, 'bin/node');

export const yarn = join(
  toolsDir,
  'node_modules/@yarnpkg/cli-dist/bin/yarn.js',
);

/** The environment of every child: our Node and Yarn first, whatever else the machine has. */
export function childEnv(
  extra: Record<string, string | undefined> = {},
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `${join(nodeHome, 'bin')}:${process.env.PATH}`,
    npm_config_nodedir: nodeHome,
    YARN_IGNORE_PATH: '1',
    YARN_ENABLE_PROGRESS_BARS: '0',
    ...extra,
  };
}
